package lifeboat.engine.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Space;
import lifeboat.engine.restic.chunk.Chunker;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;

/**
 * Refuses a restore that the file system can't hold, before anything is written: what is missing,
 * in whole blocks, and its inodes, plus 5 %.
 *
 * <p>Holes of sparse files are known by one blob: restic's chunker, and ours, cuts zeros into
 * pieces of {@link Chunker#MIN_BYTES}, whatever the polynomial. Each of them leaves a hole but for
 * one piece of {@link StageWriter#HOLE}, which it may share with its neighbours. Zeros that another
 * writer cut otherwise count as data.
 */
final class SpaceCheck {

    private final Worklist worklist;
    private final LargeFiles largeFiles;
    private final BlobIndex index;
    private final Target target;
    private final BitSet done;

    /**
     * @param done places whose content is in the stage already
     */
    SpaceCheck(
            Worklist worklist, LargeFiles largeFiles, BlobIndex index, Target target, BitSet done) {
        this.worklist = worklist;
        this.largeFiles = largeFiles;
        this.index = index;
        this.target = target;
        this.done = done;
    }

    /**
     * @throws RepositoryException {@code TARGET_REFUSED}
     */
    void run() {
        run(space());
    }

    void run(Space space) {
        Tally tally = worklist.tally();
        long bytes = tally.blockBytes() - doneBytes();
        bytes += bytes / 20;
        if (bytes > space.freeBytes()) {
            bytes -= holeBytes(); // only now: it takes a pass over all content
        }
        long inodes = tally.inodes() + tally.inodes() / 20;
        if (bytes > space.freeBytes()) {
            throw refused("%,d bytes".formatted(bytes), "%,d".formatted(space.freeBytes()));
        }
        if (inodes > space.freeInodes()) {
            throw refused("%,d inodes".formatted(inodes), "%,d".formatted(space.freeInodes()));
        }
    }

    private long doneBytes() {
        return done.stream().mapToLong(place -> index.plainLength(worklist.blob(place))).sum();
    }

    /** The least that will be holes; a file that an earlier run has begun gets none. */
    private long holeBytes() {
        int zeros = index.find(BlobType.DATA, ObjectId.hash(new byte[Chunker.MIN_BYTES]));
        if (zeros == BlobIndex.NONE) {
            return 0;
        }
        long holes = 0;
        for (int entry : largeFiles.entries()) {
            if (largeFiles.isNew(entry)) {
                int end = worklist.endBlob(entry);
                for (int place = worklist.firstBlob(entry); place < end; place++) {
                    holes += worklist.blob(place) == zeros ? 1 : 0;
                }
            }
        }
        return holes * (Chunker.MIN_BYTES - StageWriter.HOLE);
    }

    private Space space() {
        if (target.exists()) {
            return target.root().space();
        }
        Path existing = target.path();
        while (!Files.isDirectory(existing)) {
            existing = existing.getParent();
        }
        try (Directory directory = Directory.open(existing)) {
            return directory.space();
        }
    }

    private RepositoryException refused(String needed, String free) {
        return new RepositoryException(
                Kind.TARGET_REFUSED,
                "the file system of "
                        + target.path()
                        + " has "
                        + free
                        + " free, and the restore needs "
                        + needed,
                "make room or take a larger volume; --tier 0 --tier 1 restores what the service"
                        + " needs first");
    }
}
