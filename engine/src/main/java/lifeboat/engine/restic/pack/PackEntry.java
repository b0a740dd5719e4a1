package lifeboat.engine.restic.pack;

import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.crypto.Sealer;

/**
 * Where a blob lies in its pack. Offsets and lengths are those of the format: uint32.
 *
 * @param id the SHA-256 of the plain, uncompressed content
 * @param length of the sealed blob in the pack
 * @param uncompressedLength of the plain content; 0 if the blob is not compressed
 */
public record PackEntry(
        BlobType type, ObjectId id, long offset, long length, long uncompressedLength) {

    /** The largest offset or length. */
    public static final long MAX = 0xffff_ffffL;

    public PackEntry {
        if (offset < 0
                || length < Sealer.OVERHEAD
                || offset > MAX - length
                || uncompressedLength < 0
                || uncompressedLength > MAX) {
            throw new IllegalArgumentException(
                    "offset %d, length %d, uncompressed length %d can't be a blob's"
                            .formatted(offset, length, uncompressedLength));
        }
    }

    public boolean isCompressed() {
        return uncompressedLength != 0;
    }

    /** Bytes of the blob's content. */
    public long plainLength() {
        return isCompressed() ? uncompressedLength : length - Sealer.OVERHEAD;
    }
}
