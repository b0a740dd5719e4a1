package lifeboat.engine.backup;

import java.util.function.LongSupplier;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Activity;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.chunk.Chunker;
import lifeboat.engine.restic.compression.BlobCompressor;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.KnownBlobs;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;

/**
 * Hashes blobs, and seals and packs those that the repository lacks.
 *
 * <p>Keeps its buffers and is not thread-safe: one for each worker.
 */
final class BlobSaver implements AutoCloseable {

    private final KnownBlobs known;
    private final Packs packs;
    private final Tally tally;
    private final Progress progress;
    private final LongSupplier nanoTicker;
    private final boolean compresses;
    private final Sealer sealer;
    private final BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL);
    private final BlobOpener opener;
    private byte[] sealed = new byte[64 << 10];

    BlobSaver(
            ResticRepository repository,
            KnownBlobs known,
            Packs packs,
            Tally tally,
            Progress progress) {
        this.known = known;
        this.packs = packs;
        this.tally = tally;
        this.progress = progress;
        nanoTicker = repository.platform().nanoTicker();
        compresses = repository.config().version() >= 2;
        sealer = repository.sealer();
        opener = repository.blobOpener();
    }

    /** Stores {@code length} bytes, unless they are stored; returns their id. */
    ObjectId save(BlobType type, PackGroup group, byte[] plain, int offset, int length)
            throws InterruptedException {
        long start = nanoTicker.getAsLong();
        ObjectId id = ObjectId.hash(plain, offset, length);
        if (!known.claim(type, id)) {
            progress.busy(Activity.COMPUTE, nanoTicker.getAsLong() - start);
            return id;
        }
        int sealedLength = seal(plain, offset, length);
        int uncompressed = compresses ? length : 0;
        if (!opener.open(sealed, 0, sealedLength, uncompressed, id)) {
            // Broken memory or a bug of ours; such blobs were found in restic repositories.
            throw new IllegalStateException(
                    "blob "
                            + id
                            + " does not read back after it was sealed: this host can't be trusted"
                            + " with data, test its memory");
        }
        progress.busy(Activity.COMPUTE, nanoTicker.getAsLong() - start);
        packs.add(group, new PackEntry(type, id, 0, sealedLength, uncompressed), sealed);
        tally.blob(type, length, sealedLength);
        return id;
    }

    private int seal(byte[] plain, int offset, int length) {
        if (!compresses) {
            sealed = withRoom(sealed, length + Sealer.OVERHEAD);
            sealer.seal(plain, offset, length, sealed, 0);
            return length + Sealer.OVERHEAD;
        }
        sealed = withRoom(sealed, BlobCompressor.maxCompressedLength(length) + Sealer.OVERHEAD);
        int packed = compressor.compress(plain, offset, length, sealed, Sealer.BEFORE);
        sealer.seal(sealed, Sealer.BEFORE, packed, sealed, 0);
        return packed + Sealer.OVERHEAD;
    }

    private static byte[] withRoom(byte[] buffer, int needed) {
        return needed <= buffer.length
                ? buffer
                : new byte[(int) Math.max(needed, Math.min(2L * buffer.length, Chunker.MAX_BYTES))];
    }

    @Override
    public void close() {
        compressor.close();
        opener.close();
    }
}
