package lifeboat.engine.restore;

import java.util.BitSet;
import lifeboat.engine.Progress;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Completes the stage of one tier once its files' content is written: empty files, further names of
 * files, directories, then pipes and devices, symbolic links last of all, and the directories'
 * metadata from the deepest up.
 */
final class Staging {

    private final Worklist worklist;
    private final int tier;
    private final BitSet inTarget;
    private final Directory target;
    private final Directory stage;
    private final Metadata metadata;
    private final FileContent content;
    private final Progress progress;

    /**
     * @param inTarget directories that exist in the target, by number
     */
    Staging(
            Worklist worklist,
            int tier,
            BitSet inTarget,
            Directory target,
            Directory stage,
            Metadata metadata,
            FileContent content,
            Progress progress) {
        this.worklist = worklist;
        this.tier = tier;
        this.inTarget = inTarget;
        this.target = target;
        this.stage = stage;
        this.metadata = metadata;
        this.content = content;
        this.progress = progress;
    }

    /** What is made after the content of files, in this order. */
    private enum Pass {
        EMPTY_FILE,
        FURTHER_NAME,
        NODE,
        SYMLINK
    }

    /** Returns the directories that are in the stage and not in the target, by number. */
    BitSet complete() {
        BitSet made = missingDirectories();
        try (OpenDirectories staged = OpenDirectories.making(stage, worklist);
                OpenDirectories firsts = OpenDirectories.below(stage, worklist);
                OpenDirectories existing = OpenDirectories.below(target, worklist)) {
            made.stream().forEach(staged::get);
            IntColumn entries = worklist.tally().withoutContent();
            for (Pass pass : Pass.values()) {
                for (int i = 0; i < entries.size(); i++) {
                    int entry = entries.get(i);
                    if (isOf(pass, entry)) {
                        make(pass, entry, staged, firsts, existing);
                    }
                }
            }
            removeFailed(staged);
            // a directory that its owner may not write can only be moved by root
            for (int d = metadata.isRoot() ? made.length() - 1 : 0;
                    d > 0;
                    d = made.previousSetBit(d - 1)) {
                metadata.apply(staged.get(d), worklist.directoryEntry(d).orElseThrow());
            }
        }
        return made;
    }

    /** Directories of this tier, and those that lead to something in it, that the target lacks. */
    private BitSet missingDirectories() {
        BitSet needed = worklist.tally().neededDirectories(tier);
        for (int d = needed.length() - 1; d > 0; d = needed.previousSetBit(d - 1)) {
            needed.set(worklist.parentOfDirectory(d)); // its number is less than d
        }
        needed.clear(0);
        needed.andNot(inTarget);
        return needed;
    }

    static boolean isToBePromoted(Worklist worklist, int entry) {
        State state = worklist.state(entry);
        return state == State.WRITE || state == State.TAKE_FROM_STAGE;
    }

    private boolean isOf(Pass pass, int entry) {
        if (worklist.tier(entry) != tier || worklist.state(entry) != State.WRITE) {
            return false;
        }
        return switch (worklist.type(entry)) {
            case DIRECTORY -> false;
            case FILE ->
                    worklist.linkedTo(entry).isPresent()
                            ? pass == Pass.FURTHER_NAME
                            : pass == Pass.EMPTY_FILE;
            case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> pass == Pass.NODE;
            case SYMLINK -> pass == Pass.SYMLINK;
        };
    }

    private void make(
            Pass pass,
            int entry,
            OpenDirectories staged,
            OpenDirectories firsts,
            OpenDirectories existing) {
        try {
            Directory directory = staged.get(worklist.parent(entry));
            byte[] name = worklist.name(entry);
            directory.removeFile(name); // what a run that was killed left
            switch (pass) {
                case EMPTY_FILE -> {
                    try (OpenFile file = directory.createNew(name)) {
                        metadata.apply(file, entry);
                    }
                }
                case FURTHER_NAME -> {
                    if (!link(directory, entry, firsts, existing)) {
                        return;
                    }
                }
                case NODE -> {
                    directory.makeNode(
                            name,
                            Comparison.fileType(worklist.type(entry)),
                            0600,
                            worklist.extras(entry).device());
                    metadata.apply(directory.entry(name), entry);
                }
                case SYMLINK -> {
                    byte[] says = worklist.extras(entry).linkTarget().orElseThrow();
                    directory.symlink(says, name);
                    metadata.apply(directory.entry(name), entry);
                }
            }
            progress.filesDone(1);
        } catch (FileException e) {
            if (FileContent.endsTheRestore(e)) {
                throw e;
            }
            content.fail(entry, e.code(), e.getMessage());
        }
    }

    private boolean link(
            Directory directory, int entry, OpenDirectories firsts, OpenDirectories existing) {
        int first = worklist.linkedTo(entry).orElseThrow();
        if (worklist.state(first) == State.FAILED) {
            content.fail(entry, "LINK_BROKEN", "the file it is another name of is not restored");
            return false;
        }
        boolean isStaged = isToBePromoted(worklist, first);
        Directory from = (isStaged ? firsts : existing).get(worklist.parent(first));
        directory.link(from, worklist.name(first), worklist.name(entry));
        return true;
    }

    /** Nothing of a file that failed may be promoted with the directory that it is in. */
    private void removeFailed(OpenDirectories staged) {
        content.failed().stream().forEach(entry -> removeFailed(staged, entry));
        IntColumn drafted = worklist.tally().failed();
        for (int i = 0; i < drafted.size(); i++) {
            removeFailed(staged, drafted.get(i)); // an earlier run may have begun it
        }
    }

    private void removeFailed(OpenDirectories staged, int entry) {
        if (worklist.tier(entry) == tier && worklist.type(entry) != Type.DIRECTORY) {
            staged.get(worklist.parent(entry)).removeFile(worklist.name(entry));
        }
    }
}
