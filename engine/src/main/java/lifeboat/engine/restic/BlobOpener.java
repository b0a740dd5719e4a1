package lifeboat.engine.restic;

import java.security.DigestException;
import java.security.MessageDigest;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.compression.BlobCompressor;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.BlobIndex;

/**
 * Turns a sealed blob into its content and proves it: MAC, exact length, SHA-256.
 *
 * <p>Keeps its buffers and is not thread-safe: one for each worker.
 */
public final class BlobOpener implements AutoCloseable {

    private static final int SMALL_BYTES = 64 << 10;
    private static final int USUAL_MAX_BYTES = 8 << 20;

    /** The largest data blob, sealed or plain; restic's are 8 MiB at most. */
    public static final int MAX_DATA_BYTES = 64 << 20;

    /** The largest tree blob; a directory of a million files takes some 400 MB. */
    public static final int MAX_TREE_BYTES = 1 << 30;

    private final Sealer sealer;
    private final BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL);
    private final MessageDigest sha256 = ObjectId.sha256();
    private final byte[] hash = new byte[ObjectId.BYTES];
    private byte[] compressed = {};
    private byte[] content = new byte[SMALL_BYTES];
    private int length;

    BlobOpener(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Opens {@code row}'s blob from {@code sealedLength} bytes.
     *
     * @return whether {@link #content()} now is the blob; if not, what it holds is nobody's
     */
    public boolean open(byte[] sealed, int offset, int sealedLength, BlobIndex index, int row) {
        length = 0;
        return sealedLength == index.length(row)
                && open(
                        sealed,
                        offset,
                        sealedLength,
                        index.uncompressedLength(row),
                        index.id(row),
                        false);
    }

    /** The same, with {@code sealed} for a work space: it saves a buffer as large. */
    public boolean openInPlace(
            byte[] sealed, int offset, int sealedLength, BlobIndex index, int row) {
        length = 0;
        return sealedLength == index.length(row)
                && open(
                        sealed,
                        offset,
                        sealedLength,
                        index.uncompressedLength(row),
                        index.id(row),
                        true);
    }

    /**
     * @param uncompressed bytes of its content; 0 if it is not compressed
     */
    boolean open(
            byte[] sealed,
            int offset,
            int sealedLength,
            long uncompressed,
            ObjectId id,
            boolean inPlace) {
        length = 0;
        int plain = sealedLength - Sealer.OVERHEAD;
        if (plain < 0 || Math.max(plain, uncompressed) > MAX_TREE_BYTES) {
            return false;
        }
        if (uncompressed == 0) {
            content = withRoom(content, plain);
            if (!sealer.open(sealed, offset, sealedLength, content, 0)) {
                return false;
            }
            length = plain;
        } else {
            compressed = inPlace ? compressed : withRoom(compressed, plain);
            byte[] decrypted = inPlace ? sealed : compressed;
            int at = inPlace ? offset : 0;
            content = withRoom(content, (int) uncompressed);
            if (!sealer.open(sealed, offset, sealedLength, decrypted, at)
                    || !compressor.decompress(
                            decrypted, at, plain, content, 0, (int) uncompressed)) {
                return false;
            }
            length = (int) uncompressed;
        }
        return hashOfContent().equals(id);
    }

    private ObjectId hashOfContent() {
        sha256.update(content, 0, length);
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        return ObjectId.of(hash, 0);
    }

    private static byte[] withRoom(byte[] buffer, int needed) {
        return needed <= buffer.length ? buffer : new byte[grown(buffer.length, needed)];
    }

    /** How large to make a buffer that is too small: doubled, but only up to restic's largest. */
    public static int grown(int size, int needed) {
        return Math.max(needed, Math.min(2 * size, USUAL_MAX_BYTES));
    }

    /** Whether restic makes blobs of that length, plain or sealed: buffers for them are kept. */
    public static boolean isUsual(long length) {
        return length <= USUAL_MAX_BYTES + SMALL_BYTES; // sealing and compression add a little
    }

    /** Returns the buffer, or a small one in its place if it is larger than usual blobs need. */
    public static byte[] shrunk(byte[] buffer) {
        return isUsual(buffer.length) ? buffer : new byte[SMALL_BYTES];
    }

    /** Lets go of buffers that are larger than usual blobs need, and of what they hold. */
    public void shrink() {
        compressed = shrunk(compressed);
        content = shrunk(content);
    }

    /** The buffer that begins with the blob last opened; the next call overwrites it. */
    public byte[] content() {
        return content;
    }

    /** Bytes of the blob last opened. */
    public int length() {
        return length;
    }

    @Override
    public void close() {
        compressor.close();
    }
}
