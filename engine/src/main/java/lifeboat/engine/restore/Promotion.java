package lifeboat.engine.restore;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.RenameMode;
import lifeboat.engine.file.RenameResult;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Gives what is staged its final names: a directory that the target lacks by one rename with all
 * that is in it, everything else one by one, in the place of what is there.
 *
 * <p>May be stopped after any rename: what has its final name is found there by the next run, and
 * the rest in the stage.
 */
final class Promotion {

    private final Worklist worklist;
    private final Directory stage;
    private final Directory target;
    private final FileContent content;
    private final boolean mayDelete;
    private final Consumer<Directory> mountLeft;

    /**
     * @param mayDelete whether a file may take the place of a directory
     * @param mountLeft told of mount points in such a directory
     */
    Promotion(
            Worklist worklist,
            Directory stage,
            Directory target,
            FileContent content,
            boolean mayDelete,
            Consumer<Directory> mountLeft) {
        this.worklist = worklist;
        this.stage = stage;
        this.target = target;
        this.content = content;
        this.mayDelete = mayDelete;
        this.mountLeft = mountLeft;
    }

    /**
     * Promotes the entries of one tier.
     *
     * @param inTarget directories that exist in the target, by number; those promoted are added
     * @param made directories that are in the stage and not in the target
     * @return the directories whose entries have changed, 0 for the target itself
     */
    BitSet run(int tier, BitSet inTarget, BitSet made) {
        MadeDirectories.remember(stage, worklist, made);
        BitSet changed = new BitSet();
        BitSet before = (BitSet) inTarget.clone();
        before.set(0);
        try (OpenDirectories from = OpenDirectories.below(stage, worklist);
                OpenDirectories to = OpenDirectories.below(target, worklist)) {
            for (int entry = 0; entry < worklist.entries(); entry++) {
                boolean directory = worklist.type(entry) == Type.DIRECTORY;
                int parent = worklist.parent(entry);
                boolean moves =
                        directory
                                ? made.get(worklist.directoryNumber(entry))
                                : worklist.tier(entry) == tier
                                        && Staging.isToBePromoted(worklist, entry);
                if (!moves) {
                    continue;
                }
                // what is in a directory that moves, moves with it, or fails with it
                boolean promoted =
                        before.get(parent)
                                ? move(entry, from, to)
                                : inTarget.get(parent) || failWithParent(entry);
                if (promoted && directory) {
                    inTarget.set(worklist.directoryNumber(entry));
                }
                if (promoted && before.get(parent)) {
                    changed.set(parent);
                }
            }
        }
        return changed;
    }

    private boolean failWithParent(int entry) {
        content.fail(entry, "DIRECTORY_LEFT_OUT", "the directory that it is in is not restored");
        return false;
    }

    private boolean move(int entry, OpenDirectories allFrom, OpenDirectories allTo) {
        byte[] name = worklist.name(entry);
        try {
            Directory from = allFrom.get(worklist.parent(entry));
            Directory to = allTo.get(worklist.parent(entry));
            if (!makeWay(entry, to, name)) {
                return false;
            }
            if (from.rename(name, to, name, RenameMode.REPLACE) != RenameResult.RENAMED) {
                content.fail(
                        entry,
                        "OTHER_FILE_SYSTEM",
                        "it lies behind a mount point in the target: restore it with --path and a"
                                + " --target of its own");
                return false;
            }
            return true;
        } catch (FileException e) {
            if (FileContent.endsTheRestore(e)) {
                throw e;
            }
            content.fail(entry, e.code(), e.getMessage());
            return false;
        }
    }

    /** Sees to it that a rename can take the place of what has the name: a directory never can. */
    private boolean makeWay(int entry, Directory to, byte[] name) {
        boolean directory = worklist.type(entry) == Type.DIRECTORY;
        Optional<FileType> there = to.find(name).map(Stat::type);
        if (there.isEmpty() || (!directory && there.get() != FileType.DIRECTORY)) {
            return true;
        }
        if (there.get() != FileType.DIRECTORY) {
            to.removeFile(name);
            return true;
        }
        if (directory) {
            content.fail(
                    entry,
                    "TARGET_CHANGED",
                    "the directory appeared in the target meanwhile: repeat the command");
            return false;
        }
        if (!mayDelete) {
            content.fail(
                    entry,
                    "DIRECTORY_IN_THE_WAY",
                    "the target has a directory of that name; --delete replaces it");
            return false;
        }
        if (!new Removal(mountLeft).removeTree(to, name)) {
            content.fail(entry, "MOUNT_KEPT", "a directory with a mount point has its name");
            return false;
        }
        return true;
    }
}
