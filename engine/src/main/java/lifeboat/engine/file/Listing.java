package lifeboat.engine.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Reads the names of a directory, a buffer of {@code struct linux_dirent64} at a time. */
final class Listing {

    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;
    private static final int NAME_AT = 19;

    private final Directory directory;
    private final Directory.Visitor visitor;

    Listing(Directory directory, Directory.Visitor visitor) {
        this.directory = directory;
        this.visitor = visitor;
    }

    void run() {
        directory.run("list", SystemCall.LSEEK, 0, 0); // the descriptor remembers the last listing
        try (Scratch scratch = directory.pool().take()) {
            while (true) {
                MemorySegment data = scratch.data();
                long length =
                        scratch.call(
                                SystemCall.GETDENTS64,
                                directory.descriptor(),
                                data.address(),
                                Scratch.DATA_BYTES);
                if (directory.location().check("list", length) == 0) {
                    return;
                }
                pass(data.asSlice(0, length));
            }
        }
    }

    private void pass(MemorySegment entries) {
        for (long at = 0; at < entries.byteSize(); ) {
            int length = entries.get(ValueLayout.JAVA_SHORT, at + LENGTH_AT);
            int type = entries.get(ValueLayout.JAVA_BYTE, at + TYPE_AT);
            byte[] name = name(entries.asSlice(at + NAME_AT, length - NAME_AT));
            if (FileName.isSafe(name)) { // "." and ".." are not; a damaged file system has others
                pass(name, type);
            }
            at += length;
        }
    }

    /** A name ends in a NUL; up to seven more bytes fill the entry. */
    private static byte[] name(MemorySegment field) {
        int length = 0;
        while (field.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        byte[] name = new byte[length];
        MemorySegment.copy(field, ValueLayout.JAVA_BYTE, 0, name, 0, length);
        return name;
    }

    private void pass(byte[] name, int type) {
        Optional<FileType> told = FileType.ofEntry(type);
        if (told.isEmpty()) { // some file systems leave it to stat; a name may be gone by then
            told = directory.find(name).map(Stat::type);
        }
        told.ifPresent(known -> visitor.entry(name, known));
    }
}
