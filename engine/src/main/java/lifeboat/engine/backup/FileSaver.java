package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Activity;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.chunk.Chunker;
import lifeboat.engine.restic.chunk.ChunkerTables;
import lifeboat.engine.restic.pack.BlobType;

/**
 * Reads files and cuts them into blobs.
 *
 * <p>Keeps its buffer and is not thread-safe: one for each worker.
 */
final class FileSaver {

    /** Read at once from a large file. */
    private static final int PIECE = Chunker.MIN_BYTES;

    /** Less than a whole blob, and one more piece. */
    private static final int MOST_KEPT = Chunker.MAX_BYTES + PIECE;

    /**
     * A file as it was read.
     *
     * @param stat from before its content was read: a later change shows in the next backup
     * @param sizeBytes of the content
     * @param changed whether it changed while it was read, each time
     */
    record Saved(Stat stat, long sizeBytes, List<ObjectId> content, boolean changed) {}

    private final BlobSaver blobs;
    private final Chunker chunker;
    private final Progress progress;
    private final LongSupplier nanoTicker;
    private byte[] buffer = new byte[PIECE];

    FileSaver(BlobSaver blobs, ChunkerTables tables, Progress progress, LongSupplier nanoTicker) {
        this.blobs = blobs;
        this.chunker = new Chunker(tables);
        this.progress = progress;
        this.nanoTicker = nanoTicker;
    }

    /** Saves the content; empty if what has the name by now is no file. */
    Optional<Saved> save(OpenFile file, PackGroup group) throws InterruptedException {
        Stat before = file.stat();
        if (before.type() != FileType.FILE) {
            return Optional.empty();
        }
        Saved first = read(file, before, group);
        // What was written while we read is likely whole now.
        return Optional.of(first.changed() ? read(file, file.stat(), group) : first);
    }

    private Saved read(OpenFile file, Stat before, PackGroup group) throws InterruptedException {
        List<ObjectId> content = new ArrayList<>(1);
        // No further than it was long: a log that grows would never end. A size of 0 may only mean
        // that the file system does not know it.
        long limit = before.sizeBytes() > 0 ? before.sizeBytes() : Long.MAX_VALUE;
        long size = read(file, limit, group, content);
        Stat after = file.stat();
        boolean changed =
                before.sizeBytes() != after.sizeBytes()
                        || !before.modified().equals(after.modified())
                        || !before.changed().equals(after.changed());
        return new Saved(before, size, content, changed);
    }

    /** Reads up to {@code limit} bytes; returns how many there were. */
    private long read(OpenFile file, long limit, PackGroup group, List<ObjectId> content)
            throws InterruptedException {
        chunker.reset();
        long position = 0;
        int filled = 0;
        int scanned = 0;
        while (true) {
            if (scanned == filled) {
                int wanted = (int) Math.min(PIECE, limit - position);
                int got = wanted == 0 ? 0 : fill(file, filled, wanted, position);
                if (got == 0) {
                    break;
                }
                filled += got;
                position += got;
            }
            int cut = chunker.next(buffer, scanned, filled);
            scanned = filled;
            if (cut >= 0) {
                content.add(blobs.save(BlobType.DATA, group, buffer, 0, cut));
                System.arraycopy(buffer, cut, buffer, 0, filled - cut);
                filled -= cut;
                scanned = 0;
            }
        }
        if (filled > 0) {
            content.add(blobs.save(BlobType.DATA, group, buffer, 0, filled));
        }
        return position;
    }

    private int fill(OpenFile file, int at, int wanted, long position) {
        if (at + wanted > buffer.length) {
            // In few steps, since each leaves an array behind.
            int grown = Math.min(4 * buffer.length, MOST_KEPT);
            buffer = Arrays.copyOf(buffer, Math.max(at + wanted, grown));
        }
        long start = nanoTicker.getAsLong();
        int got = file.read(buffer, at, wanted, position);
        progress.busy(Activity.DISK, nanoTicker.getAsLong() - start);
        return got;
    }
}
