package lifeboat.engine.restore;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.restore.Worklist.State;

/**
 * The directories that a restore makes only because they lead to something. Once they have their
 * final names nothing tells them from those that were there before, which keep their metadata; so
 * the stage remembers them for the run that follows one that was stopped.
 *
 * <p>By inode, which a rename keeps: eight bytes each, in a file that no entry can be.
 */
final class MadeDirectories {

    private MadeDirectories() {}

    /** Adds those among {@code made}, which are all in the stage, before any leaves it. */
    static void remember(Directory stage, Worklist worklist, BitSet made) {
        ByteBuffer inodes = ByteBuffer.allocate(Long.BYTES * made.cardinality());
        try (OpenDirectories staged = OpenDirectories.below(stage, worklist)) {
            made.stream()
                    .filter(d -> isOnDemand(worklist, d))
                    .forEach(d -> inodes.putLong(staged.get(d).stat().inode()));
        }
        if (inodes.position() > 0) {
            try (OpenFile file = stage.openForWriting(Target.PRIVATE)) {
                long size = file.stat().sizeBytes();
                file.write(inodes.array(), 0, inodes.position(), size - size % Long.BYTES);
                file.sync();
            }
            stage.sync();
        }
    }

    private static boolean isOnDemand(Worklist worklist, int directory) {
        return worklist.state(worklist.directoryEntry(directory).orElseThrow()) == State.ON_DEMAND;
    }

    /** The inodes of those that earlier runs with this stage made. */
    static Set<Long> in(Directory stage) {
        Set<Long> inodes = new HashSet<>();
        if (stage.find(Target.PRIVATE).isPresent()) {
            try (OpenFile file = stage.openForReading(Target.PRIVATE)) {
                byte[] bytes = new byte[(int) file.stat().sizeBytes()];
                int length = file.read(bytes, 0, bytes.length, 0);
                ByteBuffer read = ByteBuffer.wrap(bytes, 0, length);
                while (read.remaining() >= Long.BYTES) {
                    inodes.add(read.getLong());
                }
            }
        }
        return inodes;
    }
}
