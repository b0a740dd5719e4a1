package lifeboat.engine.restic.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/**
 * Compresses and decompresses blobs, one zstd frame each.
 *
 * <p>Holds native memory until closed. Not thread-safe: one for each worker.
 */
public final class BlobCompressor implements AutoCloseable {

    /** The level of zstd that restic calls "auto". */
    public static final int DEFAULT_LEVEL = 3;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    public BlobCompressor(int level) {
        compressor.setLevel(level);
    }

    /** The most bytes that {@code plainLength} bytes can become: a few more than they were. */
    public static int maxCompressedLength(int plainLength) {
        return Math.toIntExact(Zstd.compressBound(plainLength));
    }

    /**
     * Compresses {@code length} bytes.
     *
     * @param out with room for {@link #maxCompressedLength}
     * @return bytes written
     */
    public int compress(byte[] plain, int offset, int length, byte[] out, int outOffset) {
        return compressor.compressByteArray(
                out, outOffset, out.length - outOffset, plain, offset, length);
    }

    /**
     * Decompresses into exactly {@code plainLength} bytes, the length that the index gives; what a
     * frame says of itself is not asked, since small ones of restic say nothing.
     *
     * @return false if they are not zstd, or become more or fewer bytes; {@code out} may then hold
     *     a part of them
     */
    public boolean decompress(
            byte[] compressed, int offset, int length, byte[] out, int outOffset, int plainLength) {
        try {
            return decompressor.decompressByteArray(
                            out, outOffset, plainLength, compressed, offset, length)
                    == plainLength;
        } catch (ZstdException e) {
            return false; // the caller goes on to another copy of the blob
        }
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
