package lifeboat.engine.file;

import java.util.Arrays;
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
                long length =
                        scratch.call(
                                SystemCall.GETDENTS64,
                                directory.descriptor(),
                                scratch.data().address(),
                                Scratch.DATA_BYTES);
                if (directory.location().check("list", length) == 0) {
                    return;
                }
                pass(scratch.data(length));
            }
        }
    }

    private void pass(byte[] entries) {
        for (int at = 0; at < entries.length; ) {
            byte[] name = name(entries, at + NAME_AT);
            if (FileName.isSafe(name)) { // "." and ".." are not; a damaged file system has others
                pass(name, entries[at + TYPE_AT]);
            }
            at += (entries[at + LENGTH_AT] & 0xff) | (entries[at + LENGTH_AT + 1] & 0xff) << 8;
        }
    }

    /** A name ends in a NUL; up to seven more bytes fill the entry. */
    private static byte[] name(byte[] entries, int start) {
        int end = start;
        while (entries[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(entries, start, end);
    }

    private void pass(byte[] name, int type) {
        Optional<FileType> told = FileType.ofEntry(type);
        if (told.isEmpty()) { // some file systems leave it to stat; a name may be gone by then
            told = directory.find(name).map(Stat::type);
        }
        told.ifPresent(known -> visitor.entry(name, known));
    }
}
