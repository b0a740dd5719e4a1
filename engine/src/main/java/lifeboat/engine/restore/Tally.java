package lifeboat.engine.restore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.NavigableSet;
import java.util.TreeSet;
import lifeboat.engine.restore.Worklist.Draft;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

/**
 * Sums over a worklist, kept while it grows: a pass over a million entries for each sum would take
 * longer than the sums are worth.
 */
@SuppressWarnings("EnumOrdinal") // indexes arrays, never stored
final class Tally {

    /** In which file systems give out space; most have blocks of 4 KiB. */
    private static final long BLOCK = 4096;

    private final long[][] files = new long[Worklist.TIERS][State.values().length];
    private final long[][] bytes = new long[Worklist.TIERS][State.values().length];
    private final BitSet[] neededDirectories = new BitSet[Worklist.TIERS];
    private final BitSet tiers = new BitSet();
    private final IntColumn large = new IntColumn();
    private final IntColumn made = new IntColumn();
    private final IntColumn failed = new IntColumn();
    private long directories;
    private long blockBytes;
    private long inodes;

    Tally() {
        Arrays.setAll(neededDirectories, _ -> new BitSet());
    }

    /** Counts an entry in the state and tier that it is appended with. */
    void add(int entry, int parent, int number, Draft draft, State state, int tier, boolean link) {
        tiers.set(tier);
        boolean directory = draft.type() == Type.DIRECTORY;
        if (directory) {
            directories++;
            if (state == State.WRITE) {
                neededDirectories[tier].set(number);
                if (draft.existingInode() == 0) {
                    blockBytes += BLOCK;
                    inodes++;
                }
            }
            return;
        }
        files[tier][state.ordinal()]++;
        bytes[tier][state.ordinal()] += link ? 0 : draft.sizeBytes();
        if (state == State.WRITE || state == State.TAKE_FROM_STAGE) {
            neededDirectories[tier].set(parent);
        }
        if (state == State.FAILED) {
            failed.add(entry);
        }
        if (state == State.WRITE) {
            int blobs = link ? 0 : draft.blobs().length;
            if (blobs == 0) {
                made.add(entry);
            } else if (blobs > 1) {
                large.add(entry);
            }
            if (!link) {
                blockBytes += (draft.sizeBytes() + BLOCK - 1) / BLOCK * BLOCK;
                inodes++;
            }
        }
    }

    /** Entries, not directories, that were appended in a state. */
    long files(State state) {
        return sum(files, state);
    }

    /** Plain bytes of these, those of a hard link once. */
    long bytes(State state) {
        return sum(bytes, state);
    }

    long files(int tier, State state) {
        return files[tier][state.ordinal()];
    }

    long bytes(int tier, State state) {
        return bytes[tier][state.ordinal()];
    }

    private static long sum(long[][] byTier, State state) {
        long sum = 0;
        for (long[] states : byTier) {
            sum += states[state.ordinal()];
        }
        return sum;
    }

    long directories() {
        return directories;
    }

    /** The tiers of all entries, the first to be restored first. */
    NavigableSet<Integer> tiers() {
        NavigableSet<Integer> all = new TreeSet<>();
        tiers.stream().forEach(all::add);
        return all;
    }

    /** Directories, by number, that are selected in a tier or hold something to be promoted. */
    BitSet neededDirectories(int tier) {
        return (BitSet) neededDirectories[tier].clone();
    }

    /** Files to be written that have more than one blob. */
    IntColumn largeFiles() {
        return large;
    }

    /** Entries to be written that have no content of their own: empty files, links, nodes. */
    IntColumn withoutContent() {
        return made;
    }

    /** Files that can't be restored, by what the index says. */
    IntColumn failed() {
        return failed;
    }

    /** Bytes on disk of all that is to be written, in whole blocks. */
    long blockBytes() {
        return blockBytes;
    }

    long inodes() {
        return inodes;
    }
}
