package lifeboat.engine.restore;

import java.util.Arrays;
import java.util.Optional;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.Inode;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restore.Worklist.Attribute;
import lifeboat.engine.restore.Worklist.Draft;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Holds what is there against what the snapshot has. For one thread.
 *
 * <p>A file of the same size and modification time is taken for the same, unless content is to be
 * verified: the time is set last, so a file that was half written never has it.
 */
final class Comparison {

    private final ContentProof proof;
    private final boolean verifyContent;
    private final boolean root;

    /**
     * @param root whether owners can be set, and so count
     */
    Comparison(ContentProof proof, boolean verifyContent, boolean root) {
        this.proof = proof;
        this.verifyContent = verifyContent;
        this.root = root;
    }

    /** What was found: the state that follows from it, and the inode if it stays. */
    record Found(State state, long inode) {
        static final Found NOTHING = new Found(State.WRITE, 0);
    }

    /** Compares an entry, not a directory, with what has its name in {@code directory}. */
    Found compare(Draft draft, Directory directory) throws InterruptedException {
        Optional<Stat> stat = directory.find(draft.name());
        if (stat.isEmpty()
                || stat.get().type() != fileType(draft.type())
                || !isSameContent(draft, directory, stat.get())) {
            return Found.NOTHING;
        }
        State state =
                isSameMetadata(draft, directory.entry(draft.name()), stat.get())
                        ? State.KEEP
                        : State.UPDATE_METADATA;
        return new Found(state, stat.get().inode());
    }

    private boolean isSameContent(Draft draft, Directory directory, Stat stat)
            throws InterruptedException {
        return switch (draft.type()) {
            case FILE ->
                    stat.sizeBytes() == draft.sizeBytes()
                            && (verifyContent
                                    ? proof.matches(directory, draft.name(), draft.blobs())
                                    : isSameTime(draft, stat));
            case SYMLINK ->
                    Arrays.equals(
                            directory.readLink(draft.name()),
                            draft.extras().linkTarget().orElseThrow());
            case CHARACTER_DEVICE, BLOCK_DEVICE -> stat.nodeDevice() == draft.extras().device();
            case FIFO, DIRECTORY -> true;
        };
    }

    private boolean isSameMetadata(Draft draft, Inode inode, Stat stat) {
        return isSameTime(draft, stat)
                && (draft.type() == Type.SYMLINK || stat.mode() == draft.mode())
                && (!root || ((int) stat.uid() == draft.uid() && (int) stat.gid() == draft.gid()))
                && draft.extras().attributes().stream().allMatch(a -> has(inode, a));
    }

    private static boolean isSameTime(Draft draft, Stat stat) {
        return stat.modified().seconds() == draft.modified().seconds()
                && stat.modified().nanos() == draft.modified().nanos();
    }

    private static boolean has(Inode inode, Attribute attribute) {
        return inode.findAttribute(attribute.name())
                .map(value -> Arrays.equals(value, attribute.value()))
                .orElse(false);
    }

    static FileType fileType(Type type) {
        return switch (type) {
            case FILE -> FileType.FILE;
            case DIRECTORY -> FileType.DIRECTORY;
            case SYMLINK -> FileType.SYMLINK;
            case FIFO -> FileType.FIFO;
            case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
        };
    }
}
