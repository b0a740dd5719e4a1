package lifeboat.engine.restore;

import java.util.BitSet;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Errno;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.RenameMode;
import lifeboat.engine.file.RenameResult;
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
    private final Progress progress;

    /**
     * @param mayDelete whether a file may take the place of a directory
     */
    Promotion(
            Worklist worklist,
            Directory stage,
            Directory target,
            FileContent content,
            boolean mayDelete,
            Progress progress) {
        this.worklist = worklist;
        this.stage = stage;
        this.target = target;
        this.content = content;
        this.mayDelete = mayDelete;
        this.progress = progress;
    }

    /**
     * Promotes the entries of one tier.
     *
     * @param inTarget directories that exist in the target, by number; those of {@code made} are
     *     added
     * @param made directories that are in the stage and not in the target
     * @return the directories whose entries have changed, 0 for the target itself
     */
    BitSet run(int tier, BitSet inTarget, BitSet made) {
        BitSet changed = new BitSet();
        try (OpenDirectories from = OpenDirectories.below(stage, worklist);
                OpenDirectories to = OpenDirectories.below(target, worklist)) {
            for (int entry = 0; entry < worklist.entries(); entry++) {
                int parent = worklist.parent(entry);
                if (parent != 0 && !inTarget.get(parent)) {
                    continue; // it moves with a directory above
                }
                boolean moves =
                        worklist.type(entry) == Type.DIRECTORY
                                ? made.get(worklist.directoryNumber(entry))
                                : worklist.tier(entry) == tier
                                        && Staging.isToBePromoted(worklist, entry);
                if (moves) {
                    move(entry, from.get(parent), to.get(parent));
                    changed.set(parent);
                }
            }
        }
        inTarget.or(made);
        return changed;
    }

    private void move(int entry, Directory from, Directory to) {
        byte[] name = worklist.name(entry);
        boolean directory = worklist.type(entry) == Type.DIRECTORY;
        try {
            RenameResult result =
                    from.rename(
                            name, to, name, directory ? RenameMode.NO_REPLACE : RenameMode.REPLACE);
            if (result == RenameResult.TARGET_EXISTS) {
                to.removeFile(name); // a file where the snapshot has a directory
                result = from.rename(name, to, name, RenameMode.REPLACE);
            }
            if (result == RenameResult.UNSUPPORTED) {
                result = from.rename(name, to, name, RenameMode.REPLACE);
            }
            if (result != RenameResult.RENAMED) {
                content.fail(
                        entry,
                        "OTHER_FILE_SYSTEM",
                        "it lies behind a mount point in the target: restore it with --path and a"
                                + " --target of its own");
            }
        } catch (FileException e) {
            if (e.errno() == Errno.EISDIR && mayDelete) {
                new Removal(
                                mount ->
                                        progress.report(
                                                new Problem(
                                                        Severity.WARNING,
                                                        "MOUNT_KEPT",
                                                        mount.toString(),
                                                        "it is a mount point and was kept")))
                        .removeTree(to, name);
                from.rename(name, to, name, RenameMode.REPLACE);
            } else if (e.errno() == Errno.EISDIR) {
                content.fail(
                        entry,
                        "DIRECTORY_IN_THE_WAY",
                        "the target has a directory of that name; --delete replaces it");
            } else if (FileContent.endsTheRestore(e)) {
                throw e;
            } else {
                content.fail(entry, e.code(), e.getMessage());
            }
        }
    }
}
