package lifeboat.engine.restic.index;

import java.util.Arrays;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.pack.BlobType;

/**
 * Blobs by type and id, numbered as they come. Takes 32 bytes for a blob's id and 5 to 11 for its
 * slot in the hash table, and no object. Not thread-safe.
 */
final class BlobTable {

    static final int NONE = -1;

    /** 128 KiB of ids: an array of half a region or more would take G1 whole regions. */
    private static final int CHUNK_BITS = 12;

    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK - 1;
    private static final int WORDS = 4;

    /** The sign of a slot: the blob is a tree. The rest is its row + 1, 0 in a free slot. */
    private static final int TREE = Integer.MIN_VALUE;

    private long[][] ids = {};
    private int[] slots = new int[1 << 10];
    private int size;
    private int used;

    int size() {
        return size;
    }

    /** Appends a row, which may repeat a blob, and returns its number. */
    int add(BlobType type, ObjectId id) {
        int row = addUnlisted(id);
        if (++used > slots.length / 4 * 3) {
            grow();
        }
        place(slots, mark(type, row));
        return row;
    }

    /** Appends a row that {@link #find} and {@link #nextCopy} never return. */
    int addUnlisted(ObjectId id) {
        int row = size++;
        int chunk = row >>> CHUNK_BITS;
        if (chunk == ids.length) {
            ids = Arrays.copyOf(ids, chunk + 1);
            ids[chunk] = new long[CHUNK * WORDS];
        }
        long[] words = ids[chunk];
        int at = (row & CHUNK_MASK) * WORDS;
        words[at] = id.w0();
        words[at + 1] = id.w1();
        words[at + 2] = id.w2();
        words[at + 3] = id.w3();
        return row;
    }

    ObjectId id(int row) {
        long[] words = ids[row >>> CHUNK_BITS];
        int at = (row & CHUNK_MASK) * WORDS;
        return new ObjectId(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** The first row of a blob, or {@link #NONE}. */
    int find(BlobType type, ObjectId id) {
        return findFrom(home(slots, id.w0()), type, id);
    }

    /** The next row of the same blob, or {@link #NONE}. */
    int nextCopy(BlobType type, int row) {
        ObjectId id = id(row);
        int self = mark(type, row);
        int slot = home(slots, id.w0());
        while (slots[slot] != self) {
            if (slots[slot] == 0) {
                return NONE; // not listed
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return findFrom((slot + 1) & (slots.length - 1), type, id);
    }

    private int findFrom(int start, BlobType type, ObjectId id) {
        for (int slot = start; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            int row = row(slots[slot]);
            if (slots[slot] == mark(type, row) && holds(row, id)) {
                return row;
            }
        }
        return NONE;
    }

    private boolean holds(int row, ObjectId id) {
        long[] words = ids[row >>> CHUNK_BITS];
        int at = (row & CHUNK_MASK) * WORDS;
        return words[at] == id.w0()
                && words[at + 1] == id.w1()
                && words[at + 2] == id.w2()
                && words[at + 3] == id.w3();
    }

    private static int mark(BlobType type, int row) {
        return (row + 1) | (type == BlobType.TREE ? TREE : 0);
    }

    private static int row(int mark) {
        return (mark & ~TREE) - 1;
    }

    /** Ids are hashes, so any of their bits will do. */
    private static int home(int[] slots, long w0) {
        return (int) w0 & (slots.length - 1);
    }

    private void place(int[] into, int mark) {
        int row = row(mark);
        int slot = home(into, ids[row >>> CHUNK_BITS][(row & CHUNK_MASK) * WORDS]);
        while (into[slot] != 0) {
            slot = (slot + 1) & (into.length - 1);
        }
        into[slot] = mark;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int mark : slots) {
            if (mark != 0) {
                place(larger, mark);
            }
        }
        slots = larger;
    }
}
