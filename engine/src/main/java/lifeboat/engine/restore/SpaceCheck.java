package lifeboat.engine.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Space;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

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
        BitSet existing = worklist.existingDirectories();
        existing.set(0);
        long bytes = 0;
        long inodes = 0;
        for (int entry = 0; entry < worklist.entries(); entry++) {
            boolean directory = worklist.type(entry) == Type.DIRECTORY;
            if (worklist.state(entry) == State.WRITE
                    && !(directory && existing.get(worklist.directoryNumber(entry)))
                    && worklist.linkedTo(entry).isEmpty()) {
                long size = directory ? 1 : missing(entry);
                bytes += (size + space.blockBytes() - 1) / space.blockBytes() * space.blockBytes();
                inodes++;
            }
        }
        bytes += bytes / 20;
        inodes += inodes / 20;
        if (bytes > space.freeBytes()) {
            throw refused("%,d bytes".formatted(bytes), "%,d".formatted(space.freeBytes()));
        }
        if (inodes > space.freeInodes()) {
            throw refused("%,d inodes".formatted(inodes), "%,d".formatted(space.freeInodes()));
        }
    }

    private long missing(int entry) {
        long bytes = worklist.sizeBytes(entry);
        for (int place = worklist.firstBlob(entry); place < worklist.endBlob(entry); place++) {
            bytes -= done.get(place) ? index.plainLength(worklist.blob(place)) : 0;
        }
        return bytes;
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
