package lifeboat.engine.restore;

import java.util.BitSet;
import java.util.Optional;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restore.Worklist.State;

/**
 * Sets metadata in the target itself: of entries whose content was right already, and of
 * directories, whose times every rename in them has changed.
 */
final class TargetMetadata {

    private final Worklist worklist;
    private final Directory target;
    private final Metadata metadata;
    private final FileContent content;

    TargetMetadata(Worklist worklist, Directory target, Metadata metadata, FileContent content) {
        this.worklist = worklist;
        this.target = target;
        this.metadata = metadata;
        this.content = content;
    }

    /** Sets what entries in state UPDATE_METADATA are to have. */
    void updateEntries() {
        if (worklist.tally().files(State.UPDATE_METADATA) == 0) {
            return;
        }
        try (OpenDirectories directories = OpenDirectories.below(target, worklist)) {
            for (int entry = 0; entry < worklist.entries(); entry++) {
                if (worklist.state(entry) == State.UPDATE_METADATA) {
                    Directory directory = directories.get(worklist.parent(entry));
                    try {
                        metadata.apply(directory.entry(worklist.name(entry)), entry);
                    } catch (FileException e) {
                        content.fail(entry, e.code(), e.getMessage());
                    }
                }
            }
        }
    }

    /**
     * Sets what directories are to have, the deepest first, where they don't.
     *
     * @param some by number, 0 for the target itself; each exists. Those that existed before and
     *     are not selected are left alone.
     */
    void updateDirectories(BitSet some) {
        BitSet existedBefore = worklist.existingDirectories();
        try (OpenDirectories directories = OpenDirectories.below(target, worklist)) {
            for (int d = some.length() - 1; d >= 0; d = d == 0 ? -1 : some.previousSetBit(d - 1)) {
                Optional<Integer> entry = worklist.directoryEntry(d);
                if (entry.isPresent()
                        && (worklist.state(entry.get()) == State.WRITE || !existedBefore.get(d))) {
                    update(directories, d, entry.get());
                }
            }
        }
    }

    private void update(OpenDirectories directories, int d, int entry) {
        try {
            Directory directory = directories.get(d);
            if (!isRight(directory.stat(), entry)) {
                metadata.apply(directory, entry);
            }
        } catch (FileException e) {
            content.fail(entry, e.code(), e.getMessage());
        }
    }

    private boolean isRight(Stat stat, int entry) {
        return stat.mode() == worklist.mode(entry)
                && (!metadata.isRoot()
                        || ((int) stat.uid() == worklist.uid(entry)
                                && (int) stat.gid() == worklist.gid(entry)))
                && stat.modified().seconds() == worklist.seconds(entry)
                && stat.modified().nanos() == worklist.nanos(entry)
                && worklist.extras(entry).attributes().isEmpty();
    }
}
