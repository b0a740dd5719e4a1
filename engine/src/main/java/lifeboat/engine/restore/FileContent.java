package lifeboat.engine.restore;

import java.util.BitSet;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

/** Puts proven blobs where they belong, and keeps count of which files are whole. Thread-safe. */
final class FileContent {

    private final Worklist worklist;
    private final LargeFiles largeFiles;
    private final Metadata metadata;
    private final Progress progress;
    private final BitSet failed = new BitSet(); // guarded by itself
    private long failedFiles; // of those to be written; guarded by failed
    private long failedBytes;

    FileContent(Worklist worklist, LargeFiles largeFiles, Metadata metadata, Progress progress) {
        this.worklist = worklist;
        this.largeFiles = largeFiles;
        this.metadata = metadata;
        this.progress = progress;
    }

    StageWriter writer(Directory stage) {
        return new StageWriter(worklist, stage, metadata);
    }

    int blob(int place) {
        return worklist.blob(place);
    }

    /**
     * Writes a blob to one place.
     *
     * @throws FileException only if no other file could be written either
     */
    void write(StageWriter writer, int place, byte[] content, int length) {
        int entry = worklist.entryOfBlob(place);
        try {
            if (worklist.endBlob(entry) - worklist.firstBlob(entry) == 1) {
                writer.writeWhole(entry, content, length);
                progress.filesDone(1);
            } else {
                writer.writePart(
                        entry,
                        content,
                        length,
                        largeFiles.offset(entry, place),
                        largeFiles.isNew(entry));
                if (largeFiles.written(entry)) {
                    finish(writer, entry);
                }
            }
            progress.bytesDone(length);
        } catch (FileException e) {
            if (endsTheRestore(e)) {
                throw e;
            }
            fail(entry, e.code(), e.getMessage());
        }
    }

    /** Ends a large file of which every part is written. */
    void finish(StageWriter writer, int entry) {
        try {
            writer.finishParts(entry);
            progress.filesDone(1);
        } catch (FileException e) {
            if (endsTheRestore(e)) {
                throw e;
            }
            fail(entry, e.code(), e.getMessage());
        }
    }

    /** Whether every further file would fail as well. */
    static boolean endsTheRestore(FileException e) {
        return switch (e.kind()) {
            case FILE_NO_SPACE,
                    FILE_QUOTA_EXCEEDED,
                    FILE_READ_ONLY,
                    FILE_TOO_MANY_OPEN,
                    FILE_IO_ERROR,
                    FILE_PLATFORM_UNSUPPORTED ->
                    true;
            case FILE_NOT_FOUND,
                    FILE_EXISTS,
                    FILE_DENIED,
                    FILE_BUSY,
                    FILE_UNSUPPORTED,
                    FILE_FAILED ->
                    false;
        };
    }

    /** Files that were to be written and could not. */
    long failedFiles() {
        synchronized (failed) {
            return failedFiles;
        }
    }

    /** Plain bytes of these. */
    long failedBytes() {
        synchronized (failed) {
            return failedBytes;
        }
    }

    /** The entries given up so far, in the order of the worklist. */
    BitSet failed() {
        synchronized (failed) {
            return (BitSet) failed.clone();
        }
    }

    /** Gives a file up, and reports it once; what is in the stage of it must not be promoted. */
    void fail(int entry, String code, String message) {
        synchronized (failed) {
            if (failed.get(entry)) {
                return;
            }
            failed.set(entry);
            if (worklist.state(entry) == State.WRITE && worklist.type(entry) != Type.DIRECTORY) {
                failedFiles++;
                failedBytes += worklist.linkedTo(entry).isEmpty() ? worklist.sizeBytes(entry) : 0;
            }
        }
        worklist.setState(entry, State.FAILED);
        progress.report(new Problem(Severity.ERROR, code, worklist.printablePath(entry), message));
    }
}
