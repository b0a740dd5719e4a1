package lifeboat.engine.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Space;
import lifeboat.engine.restic.index.BlobIndex;

/**
 * Refuses a restore that the file system can't hold, before anything is written: what is missing,
 * in whole blocks, and its inodes, plus 5 %.
 */
final class SpaceCheck {

    private final Worklist worklist;
    private final BlobIndex index;
    private final Target target;
    private final BitSet done;

    /**
     * @param done places whose content is in the stage already
     */
    SpaceCheck(Worklist worklist, BlobIndex index, Target target, BitSet done) {
        this.worklist = worklist;
        this.index = index;
        this.target = target;
        this.done = done;
    }

    /**
     * @throws RepositoryException {@code TARGET_REFUSED}
     */
    void run() {
        Space space = space();
        Tally tally = worklist.tally();
        long bytes = tally.blockBytes() - doneBytes();
        bytes += bytes / 20;
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
