package lifeboat.engine.restore;

import java.util.Arrays;
import java.util.BitSet;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restore.Worklist.State;

/**
 * Which packs hold the content that a tier still needs, in the order of their first use, and for
 * each pack the places that use it, in the order of the pack.
 *
 * <p>A place is a position in all content of the worklist ({@link Worklist#blob}): four bytes each.
 */
final class PackUses {

    private final Worklist worklist;
    private final BlobIndex index;
    private final int[] packs; // rank to pack number
    private final int[] starts; // rank to its first place; one more at the end
    private final int[] places;

    private PackUses(Worklist worklist, BlobIndex index, int[] packs, int[] starts, int[] places) {
        this.worklist = worklist;
        this.index = index;
        this.packs = packs;
        this.starts = starts;
        this.places = places;
    }

    /**
     * Collects what the entries of {@code tier} in state WRITE need.
     *
     * @param done places that are written already
     */
    static PackUses of(Worklist worklist, BlobIndex index, int tier, BitSet done) {
        int[] rankOfPack = new int[index.packCount()];
        Arrays.fill(rankOfPack, -1);
        int[] counts = new int[16];
        int[] packs = new int[16];
        int ranks = 0;
        int total = 0;
        for (int entry = 0; entry < worklist.entries(); entry++) {
            if (!isNeeded(worklist, entry, tier)) {
                continue;
            }
            for (int p = worklist.firstBlob(entry); p < worklist.endBlob(entry); p++) {
                if (done.get(p)) {
                    continue;
                }
                int pack = index.pack(worklist.blob(p));
                if (rankOfPack[pack] < 0) {
                    if (ranks == packs.length) {
                        packs = Arrays.copyOf(packs, ranks * 2);
                        counts = Arrays.copyOf(counts, ranks * 2);
                    }
                    packs[ranks] = pack;
                    rankOfPack[pack] = ranks++;
                }
                counts[rankOfPack[pack]]++;
                total++;
            }
        }
        int[] starts = new int[ranks + 1];
        for (int rank = 0; rank < ranks; rank++) {
            starts[rank + 1] = starts[rank] + counts[rank];
        }
        int[] next = Arrays.copyOf(starts, ranks);
        int[] places = new int[total];
        for (int entry = 0; entry < worklist.entries(); entry++) {
            if (!isNeeded(worklist, entry, tier)) {
                continue;
            }
            for (int p = worklist.firstBlob(entry); p < worklist.endBlob(entry); p++) {
                if (done.get(p)) {
                    continue;
                }
                places[next[rankOfPack[index.pack(worklist.blob(p))]]++] = p;
            }
        }
        return new PackUses(worklist, index, Arrays.copyOf(packs, ranks), starts, places);
    }

    private static boolean isNeeded(Worklist worklist, int entry, int tier) {
        return worklist.state(entry) == State.WRITE && worklist.tier(entry) == tier;
    }

    int packs() {
        return packs.length;
    }

    /** The pack number at {@code rank}, 0 being the first that is used. */
    int pack(int rank) {
        return packs[rank];
    }

    /** The places that use the pack at {@code rank}, ascending by offset in the pack. */
    int[] places(int rank) {
        int from = starts[rank];
        long[] keys = new long[starts[rank + 1] - from];
        for (int i = 0; i < keys.length; i++) {
            // an offset has 32 bits and a place 31: together they sort as one positive number
            keys[i] = index.offset(worklist.blob(places[from + i])) << 31 | places[from + i];
        }
        Arrays.sort(keys);
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = (int) (keys[i] & Integer.MAX_VALUE);
        }
        return sorted;
    }

    /** Stored bytes of all that is needed, each blob once. */
    long storedBytes() {
        BitSet seen = new BitSet();
        long sum = 0;
        for (int place : places) {
            int blob = worklist.blob(place);
            if (!seen.get(blob)) {
                seen.set(blob);
                sum += index.length(blob);
            }
        }
        return sum;
    }
}
