package lifeboat.engine.restic.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.crypto.Sealer;

/**
 * Collects sealed blobs into packs, one after the other, in a buffer that is kept.
 *
 * <p>Packs are stored out of the buffer: arrays of their size go straight into the old generation,
 * and as garbage there they let the heap grow to its bound before they are collected.
 *
 * <p>Not thread-safe. Sealing is the worker's part, so that a builder shared under a lock holds it
 * only for a copy.
 */
public final class PackBuilder {

    /** The size that restic aims at, and what our packs have at most, but for their headers. */
    public static final int DEFAULT_TARGET_BYTES = 16 << 20;

    /** restic's bound, which also keeps the header below a megabyte. */
    public static final int MAX_BLOBS = 10_000;

    private static final byte[] NONE = {};
    private static final int FIRST_BYTES = 2 << 20;

    private final int targetBytes;
    private final List<PackEntry> entries = new ArrayList<>();
    private byte[] content = NONE;
    private int size;

    public PackBuilder(int targetBytes) {
        this.targetBytes = targetBytes;
    }

    /**
     * Appends a blob.
     *
     * @param uncompressedLength 0 if the blob is not compressed
     */
    public void add(
            BlobType type,
            ObjectId id,
            int uncompressedLength,
            byte[] sealed,
            int offset,
            int length) {
        PackEntry entry = new PackEntry(type, id, size, length, uncompressedLength);
        reserve(length);
        System.arraycopy(sealed, offset, content, size, length);
        size += length;
        entries.add(entry);
    }

    /**
     * Whether a sealed blob of that length belongs in this pack rather than in another; any does in
     * an empty one. What is added beyond makes a larger pack, which is legal.
     */
    public boolean hasRoomFor(int length) {
        return entries.isEmpty() || (length <= targetBytes - size && entries.size() < MAX_BLOBS);
    }

    /**
     * Appends the header and returns the pack, whose content the next blob overwrites; the builder
     * is empty again.
     *
     * @throws IllegalStateException if there are no blobs
     */
    public FinishedPack finish(Sealer sealer) {
        if (entries.isEmpty()) {
            throw new IllegalStateException("a pack without blobs");
        }
        byte[] header = PackHeader.encode(entries);
        int sealedLength = header.length + Sealer.OVERHEAD;
        reserve(sealedLength + PackHeader.LENGTH_BYTES);
        sealer.seal(header, 0, header.length, content, size);
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size + sealedLength, sealedLength);
        int total = size + sealedLength + PackHeader.LENGTH_BYTES;
        FinishedPack pack = new FinishedPack(content, total, entries);
        if (content.length > usualBytes()) {
            content = NONE; // a tree can have a gigabyte: such a buffer is not kept
        }
        size = 0;
        entries.clear();
        return pack;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > content.length) {
            // In two steps, since each leaves an array behind.
            int grown = needed <= FIRST_BYTES ? FIRST_BYTES : usualBytes();
            content = Arrays.copyOf(content, Math.max(needed, grown));
        }
    }

    /** The target, and what the header takes. */
    private int usualBytes() {
        return targetBytes + (MAX_BLOBS + 2) * PackHeader.COMPRESSED_ENTRY;
    }
}
