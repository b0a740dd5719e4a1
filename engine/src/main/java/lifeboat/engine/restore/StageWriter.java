package lifeboat.engine.restore;

import java.util.Arrays;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Errno;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.OpenFile;

/**
 * Writes files into the stage: small ones whole in one go, with their metadata in the same pass.
 * For one thread; any number of writers work on one stage.
 */
final class StageWriter implements AutoCloseable {

    /** Zeros in pieces of this size, aligned in the file, are left as holes. */
    static final int HOLE = 64 << 10;

    private static final byte[] ZEROS = new byte[HOLE];

    private final Worklist worklist;
    private final OpenDirectories directories;
    private final Metadata metadata;

    StageWriter(Worklist worklist, Directory stage, Metadata metadata) {
        this.worklist = worklist;
        this.metadata = metadata;
        directories = OpenDirectories.making(stage, worklist);
    }

    /** Writes a file whose content is all here. */
    void writeWhole(int entry, byte[] content, int length) {
        Directory directory = directories.get(worklist.parent(entry));
        byte[] name = worklist.name(entry);
        int mode = metadata.creationMode(entry);
        try (OpenFile file = createAnew(directory, name, mode)) {
            if (length < HOLE) {
                file.write(content, 0, length, 0);
            } else {
                writeSparse(file, content, length, 0);
                file.setSize(length);
            }
            metadata.applyToNew(file, entry, mode);
        }
    }

    private static OpenFile createAnew(Directory directory, byte[] name, int mode) {
        try {
            return directory.createNew(name, mode);
        } catch (FileException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            directory.removeFile(name); // half written by a run that was killed
            return directory.createNew(name, mode);
        }
    }

    /**
     * Writes a part of a file; parts may come in any order, from any thread.
     *
     * @param isNew whether the file reads as zeros where nothing was written
     */
    void writePart(int entry, byte[] content, int length, long position, boolean isNew) {
        Directory directory = directories.get(worklist.parent(entry));
        try (OpenFile file = directory.openForWriting(worklist.name(entry))) {
            if (isNew) {
                writeSparse(file, content, length, position);
            } else {
                file.write(content, 0, length, position);
            }
        }
    }

    /** Ends a file whose parts are all written. */
    void finishParts(int entry) {
        Directory directory = directories.get(worklist.parent(entry));
        try (OpenFile file = directory.openForWriting(worklist.name(entry))) {
            file.setSize(worklist.sizeBytes(entry));
            metadata.apply(file, entry);
        }
    }

    private static void writeSparse(OpenFile file, byte[] content, int length, long position) {
        int dataFrom = 0;
        int at = 0;
        while (at < length) {
            int piece = (int) Math.min(length - at, HOLE - (position + at) % HOLE);
            if (piece == HOLE && Arrays.equals(content, at, at + HOLE, ZEROS, 0, HOLE)) {
                write(file, content, dataFrom, at, position);
                dataFrom = at + piece;
            }
            at += piece;
        }
        write(file, content, dataFrom, length, position);
    }

    private static void write(OpenFile file, byte[] content, int from, int to, long position) {
        if (from < to) {
            file.write(content, from, to - from, position + from);
        }
    }

    @Override
    public void close() {
        directories.close();
    }
}
