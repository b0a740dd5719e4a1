package lifeboat.engine.restic.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;

/**
 * The JSON of index, snapshot and lock files between sealing and parsing: in version 2 a byte 2 and
 * a zstd frame, in version 1, and now and then in 2, as it is.
 */
public final class UnpackedFile {

    private static final byte COMPRESSED = 2;

    /** JSON of hashes shrinks less than this: a larger claim gets no memory in advance. */
    private static final long MOST_CREDIBLE = 32;

    private UnpackedFile() {}

    /** The most bytes that {@link #encode} writes for {@code length} bytes. */
    public static int maxEncodedLength(int length) {
        return 1 + BlobCompressor.maxCompressedLength(length);
    }

    /**
     * Writes what is to be sealed, for a repository of that version.
     *
     * @param out with room for {@link #maxEncodedLength}
     * @return bytes written
     */
    public static int encode(byte[] json, int repositoryVersion, byte[] out, int outOffset) {
        if (repositoryVersion < 2) {
            System.arraycopy(json, 0, out, outOffset, json.length);
            return json.length;
        }
        out[outOffset] = COMPRESSED;
        try (BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL)) {
            return 1 + compressor.compress(json, 0, json.length, out, outOffset + 1);
        }
    }

    /**
     * Returns the JSON in what was sealed.
     *
     * @param name of the object, for messages
     * @param plain begins with the {@code length} bytes that were sealed
     * @param maxBytes the most that is decompressed
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if it is neither form, {@code
     *     REPOSITORY_HOSTILE} if it is larger than {@code maxBytes}
     */
    public static byte[] decode(String name, byte[] plain, int length, int maxBytes) {
        if (length > 0 && (plain[0] == '{' || plain[0] == '[')) {
            return Arrays.copyOf(plain, length);
        }
        if (length == 0 || plain[0] != COMPRESSED) {
            throw damaged(name, "it is neither JSON nor compressed", null);
        }
        long claimed = Zstd.getFrameContentSize(plain, 1, length - 1);
        if (claimed > 0 && claimed <= Math.min(maxBytes, MOST_CREDIBLE * length)) {
            byte[] json = new byte[(int) claimed];
            try (BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL)) {
                if (compressor.decompress(plain, 1, length - 1, json, 0, json.length)) {
                    return json;
                }
            }
        }
        // As a stream, since a frame need not say how large its content is, nor be the only one.
        try (InputStream in =
                new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(plain, 1, length - 1))) {
            byte[] json = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new RepositoryException(
                        Kind.REPOSITORY_HOSTILE,
                        name + " decompresses to more than " + maxBytes + " bytes",
                        "");
            }
            return json;
        } catch (IOException e) {
            throw damaged(name, "it does not decompress", e);
        }
    }

    private static RepositoryException damaged(String name, String why, IOException cause) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                name + " is damaged: " + why,
                "bring it back from a copy, or let `restic repair` rebuild it",
                cause);
    }
}
