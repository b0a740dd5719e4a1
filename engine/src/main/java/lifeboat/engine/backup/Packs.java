package lifeboat.engine.backup;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Activity;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.IndexedPack;
import lifeboat.engine.restic.pack.FinishedPack;
import lifeboat.engine.restic.pack.PackBuilder;
import lifeboat.engine.restic.pack.PackEntry;

/**
 * Gathers sealed blobs in packs, one open for each group, and stores those that are full.
 *
 * <p>Thread-safe. While all uploaders are busy, a caller with a full pack waits, and so do all
 * others: that bounds the packs in memory, of 16 MiB each, to one for each group and uploader.
 */
final class Packs {

    /** Enough for 100 MB/s to S3, which is more than four cores compress. */
    static final int UPLOADERS = 2;

    private final ResticRepository repository;
    private final NewIndex index;
    private final Progress progress;
    private final Map<PackGroup, PackBuilder> open = // guarded by itself
            new EnumMap<>(PackGroup.class);
    private final BlockingQueue<Optional<FinishedPack>> full = // empty at the end
            new ArrayBlockingQueue<>(UPLOADERS + 1);
    private final Semaphore idleUploaders = new Semaphore(UPLOADERS);

    Packs(ResticRepository repository, NewIndex index, Progress progress) {
        this.repository = repository;
        this.index = index;
        this.progress = progress;
    }

    /**
     * Adds a blob.
     *
     * @param entry of any offset
     * @param sealed begins with the blob, which is copied
     * @param sealer the caller's own
     */
    void add(PackGroup group, PackEntry entry, byte[] sealed, Sealer sealer)
            throws InterruptedException {
        synchronized (open) {
            PackBuilder builder =
                    open.computeIfAbsent(
                            group, _ -> new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES));
            builder.add(
                    entry.type(),
                    entry.id(),
                    (int) entry.uncompressedLength(),
                    sealed,
                    0,
                    (int) entry.length());
            if (builder.isFull()) {
                finish(builder, sealer);
            }
        }
    }

    /** Under the lock, and so with no second builder of the group that fills meanwhile. */
    private void finish(PackBuilder builder, Sealer sealer) throws InterruptedException {
        idleUploaders.acquire();
        full.put(Optional.of(builder.finish(sealer)));
    }

    /** Sends what is left to the uploaders and lets them end; nothing may be added after. */
    void finish(Sealer sealer) throws InterruptedException {
        synchronized (open) {
            for (PackBuilder builder : open.values()) {
                if (!builder.isEmpty()) {
                    finish(builder, sealer);
                }
            }
        }
        full.put(Optional.empty());
    }

    /** Stores packs until there are no more; run by each uploader. */
    void upload() throws InterruptedException {
        while (uploadNext()) {
            idleUploaders.release();
        }
        full.put(Optional.empty()); // for the other uploaders
    }

    /** On its own, so that the pack is garbage while the uploader waits for another. */
    private boolean uploadNext() throws InterruptedException {
        Optional<FinishedPack> next = full.take();
        if (next.isPresent()) {
            upload(next.get());
        }
        return next.isPresent();
    }

    private void upload(FinishedPack pack) throws InterruptedException {
        long start = repository.platform().nanoTicker().getAsLong();
        repository.store().putIfAbsent(ResticRepository.packKey(pack.id()), pack.content());
        index.add(new IndexedPack(pack.id(), pack.entries()));
        progress.transferred(pack.content().length);
        progress.busy(Activity.STORE, repository.platform().nanoTicker().getAsLong() - start);
    }
}
