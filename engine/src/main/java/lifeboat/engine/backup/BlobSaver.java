package lifeboat.engine.backup;

import java.util.function.LongSupplier;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Activity;
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
    private final LargeBlobs large;
    private final BlobSealer own;

    BlobSaver(Walk walk, LargeBlobs large) {
        known = walk.known;
        packs = walk.packs;
        tally = walk.tally;
        progress = walk.progress;
        nanoTicker = walk.repository.platform().nanoTicker();
        this.large = large;
        own = new BlobSealer(walk.repository);
    }

    /**
     * Stores {@code length} bytes, unless they are stored; returns their id.
     *
     * @param plain a work space too: holds the same bytes only when this returns
     */
    ObjectId save(BlobType type, PackGroup group, byte[] plain, int offset, int length)
            throws InterruptedException {
        long start = nanoTicker.getAsLong();
        ObjectId id = ObjectId.hash(plain, offset, length);
        boolean isNew = known.claim(type, id);
        progress.busy(Activity.COMPUTE, nanoTicker.getAsLong() - start);
        if (!isNew) {
            return id;
        }
        boolean isLarge = LargeBlobs.isLarge(length);
        BlobSealer sealer = isLarge ? large.take() : own;
        try {
            start = nanoTicker.getAsLong();
            int sealedLength = sealer.seal(plain, offset, length, id);
            progress.busy(Activity.COMPUTE, nanoTicker.getAsLong() - start);
            int uncompressed = sealer.compresses() ? length : 0;
            packs.add(
                    group, new PackEntry(type, id, 0, sealedLength, uncompressed), sealer.sealed());
            tally.blob(type, length, sealedLength);
        } finally {
            if (isLarge) {
                large.giveBack(sealer);
            }
        }
        return id;
    }

    @Override
    public void close() {
        own.close();
    }
}
