package lifeboat.engine.backup;

import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.chunk.Chunker;
import lifeboat.engine.restic.compression.BlobCompressor;
import lifeboat.engine.restic.crypto.Sealer;

/**
 * Turns blobs into what is stored, and proves that it reads back.
 *
 * <p>Keeps its buffers, two of the size of the largest blob so far. Not thread-safe.
 */
final class BlobSealer implements AutoCloseable {

    /** Of buffers: few, since each leaves smaller ones behind. */
    private static final List<Integer> SIZES =
            List.of(256 << 10, roomFor(LargeBlobs.LARGE_BYTES), roomFor(Chunker.MAX_BYTES));

    private final boolean compresses;
    private final Sealer sealer;
    private final BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL);
    private byte[] sealed = {};
    private byte[] opened = {};

    BlobSealer(ResticRepository repository) {
        compresses = repository.config().version() >= 2;
        sealer = repository.sealer();
    }

    /** Whether what is sealed was compressed first. */
    boolean compresses() {
        return compresses;
    }

    /**
     * Seals {@code length} bytes, then overwrites them with what reads back: with themselves.
     *
     * @param id of these bytes
     * @return bytes of the sealed blob, with which {@link #sealed()} begins
     */
    int seal(byte[] plain, int offset, int length, ObjectId id) {
        reserve(length);
        int packed;
        if (compresses) {
            packed = compressor.compress(plain, offset, length, sealed, Sealer.BEFORE);
            sealer.seal(sealed, Sealer.BEFORE, packed, sealed, 0);
        } else {
            packed = length;
            sealer.seal(plain, offset, length, sealed, 0);
        }
        Arrays.fill(plain, offset, offset + length, (byte) 0);
        if (!readsBack(packed, plain, offset, length, id)) {
            // Broken memory or a bug of ours; such blobs were found in restic repositories.
            throw new IllegalStateException(
                    "blob "
                            + id
                            + " does not read back after it was sealed: this host can't be trusted"
                            + " with data, test its memory");
        }
        return packed + Sealer.OVERHEAD;
    }

    private boolean readsBack(int packed, byte[] plain, int offset, int length, ObjectId id) {
        int sealedLength = packed + Sealer.OVERHEAD;
        boolean opens =
                compresses
                        ? sealer.open(sealed, 0, sealedLength, opened, 0)
                                && compressor.decompress(opened, 0, packed, plain, offset, length)
                        : sealer.open(sealed, 0, sealedLength, plain, offset);
        return opens && ObjectId.hash(plain, offset, length).equals(id);
    }

    private static int roomFor(int plainLength) {
        return BlobCompressor.maxCompressedLength(plainLength) + Sealer.OVERHEAD;
    }

    private void reserve(int plainLength) {
        int needed = roomFor(plainLength);
        if (needed > sealed.length) {
            int size = SIZES.stream().filter(s -> s >= needed).findFirst().orElse(needed);
            sealed = new byte[size];
            opened = new byte[compresses ? size : 0];
        }
    }

    /** The buffer that begins with the blob last sealed; the next call overwrites it. */
    byte[] sealed() {
        return sealed;
    }

    @Override
    public void close() {
        compressor.close();
    }
}
