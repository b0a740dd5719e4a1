package lifeboat.engine.restic.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;

/**
 * All index files of a repository in memory: some 56 bytes for a blob, whatever their number.
 *
 * <p>Blobs and packs are known by small numbers, given in the order of arrival: <i>rows</i>, one
 * for each copy of a blob, below {@link #size()}; and packs below {@link #packCount()}.
 *
 * <p>Filled by one thread at a time; read by any number once it is full and was handed to them in a
 * safe way, such as a final field or the start of a thread.
 */
public final class BlobIndex {

    /** In place of a row: there is none. */
    public static final int NONE = BlobTable.NONE;

    /**
     * Copies of one blob that can be found. More help no reader, and without a bound an index full
     * of a single blob would take time in proportion to its square.
     */
    private static final int MAX_COPIES = 16;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK - 1;
    private static final int FIELDS = 4; // pack, with the sign for a tree; offset; lengths
    private static final int TREE = Integer.MIN_VALUE;

    private final BlobTable blobs = new BlobTable();
    private int[][] places = {};
    private final List<ObjectId> packs = new ArrayList<>();
    private final Map<ObjectId, Integer> packNumbers = new HashMap<>();

    /** Adds all packs of an index file. */
    public void add(IndexFile index) {
        for (IndexedPack pack : index.packs()) {
            add(pack.id(), pack.entries());
        }
    }

    /** Adds blobs of a pack; what is known to the byte, as when two files list a pack, is not. */
    public void add(ObjectId pack, List<PackEntry> entries) {
        int number =
                packNumbers.computeIfAbsent(
                        pack,
                        id -> {
                            packs.add(id);
                            return packs.size() - 1;
                        });
        for (PackEntry entry : entries) {
            add(number, entry);
        }
    }

    private void add(int pack, PackEntry entry) {
        int copies = 0;
        for (int row = find(entry.type(), entry.id()); row != NONE; row = nextCopy(row)) {
            if (pack(row) == pack && entry(row).equals(entry)) {
                return;
            }
            copies++;
        }
        int row =
                copies < MAX_COPIES
                        ? blobs.add(entry.type(), entry.id())
                        : blobs.addUnlisted(entry.id());
        int chunk = row >>> CHUNK_BITS;
        if (chunk == places.length) {
            places = Arrays.copyOf(places, chunk + 1);
            places[chunk] = new int[CHUNK * FIELDS];
        }
        int[] fields = places[chunk];
        int at = (row & CHUNK_MASK) * FIELDS;
        fields[at] = pack | (entry.type() == BlobType.TREE ? TREE : 0);
        fields[at + 1] = (int) entry.offset();
        fields[at + 2] = (int) entry.length();
        fields[at + 3] = (int) entry.uncompressedLength();
    }

    /** Rows, counting each copy of a blob. */
    public int size() {
        return blobs.size();
    }

    public int packCount() {
        return packs.size();
    }

    /** The id of the pack of that number. */
    public ObjectId packId(int pack) {
        return packs.get(pack);
    }

    /** A row of the blob, or {@link #NONE}. */
    public int find(BlobType type, ObjectId id) {
        return blobs.find(type, id);
    }

    /** Another row of the same blob, each once when begun at {@link #find}, then {@link #NONE}. */
    public int nextCopy(int row) {
        return blobs.nextCopy(type(row), row);
    }

    public ObjectId id(int row) {
        return blobs.id(row);
    }

    public BlobType type(int row) {
        return field(row, 0) < 0 ? BlobType.TREE : BlobType.DATA;
    }

    /** The number of the pack that holds this copy. */
    public int pack(int row) {
        return field(row, 0) & ~TREE;
    }

    public long offset(int row) {
        return Integer.toUnsignedLong(field(row, 1));
    }

    /** Of the sealed blob in the pack. */
    public long length(int row) {
        return Integer.toUnsignedLong(field(row, 2));
    }

    /** 0 if the blob is not compressed. */
    public long uncompressedLength(int row) {
        return Integer.toUnsignedLong(field(row, 3));
    }

    /** Bytes of the blob's content. */
    public long plainLength(int row) {
        long uncompressed = uncompressedLength(row);
        return uncompressed != 0 ? uncompressed : length(row) - Sealer.OVERHEAD;
    }

    /** All of a row but its pack. */
    public PackEntry entry(int row) {
        return new PackEntry(type(row), id(row), offset(row), length(row), uncompressedLength(row));
    }

    private int field(int row, int field) {
        return places[row >>> CHUNK_BITS][(row & CHUNK_MASK) * FIELDS + field];
    }
}
