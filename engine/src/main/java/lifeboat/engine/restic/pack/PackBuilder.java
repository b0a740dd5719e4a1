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
 * <p>Not thread-safe. Sealing is the worker's part, so that a builder shared under a lock holds it
 * only for a copy.
 */
public final class PackBuilder {

    /** The size that restic aims at. */
    public static final int DEFAULT_TARGET_BYTES = 16 << 20;

    /** restic's bound, which also keeps the header below a megabyte. */
    public static final int MAX_BLOBS = 10_000;

    private final int targetBytes;
    private final List<PackEntry> entries = new ArrayList<>();
    private byte[] content;
    private int size;

    public PackBuilder(int targetBytes) {
        this.targetBytes = targetBytes;
        content = new byte[Math.min(targetBytes, 1 << 20)];
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

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether the pack has its size; what is added beyond makes a larger one, which is legal. */
    public boolean isFull() {
        return size >= targetBytes || entries.size() >= MAX_BLOBS;
    }

    /**
     * Appends the header and returns the pack; the builder is empty again.
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
        FinishedPack pack = new FinishedPack(Arrays.copyOf(content, total), entries);
        size = 0;
        entries.clear();
        return pack;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > content.length) {
            // A little beyond the target is what the last blob and the header take.
            int twice = 2 * content.length;
            int grown = twice < targetBytes ? twice : targetBytes + (targetBytes >>> 4);
            content = Arrays.copyOf(content, Math.max(needed, grown));
        }
    }
}
