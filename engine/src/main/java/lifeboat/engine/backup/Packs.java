package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
 * <p>Thread-safe. A caller with a full pack waits while all uploaders are busy, which bounds the
 * packs in memory.
 */
final class Packs {

    private final ResticRepository repository;
    private final NewIndex index;
    private final Progress progress;
    private final Map<PackGroup, PackBuilder> open = // guarded by itself
            new EnumMap<>(PackGroup.class);
    private final BlockingQueue<Optional<FinishedPack>> full = // empty at the end
            new ArrayBlockingQueue<>(1);

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
        PackBuilder builder;
        synchronized (open) {
            builder =
                    open.computeIfAbsent(
                            group, _ -> new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES));
            builder.add(
                    entry.type(),
                    entry.id(),
                    (int) entry.uncompressedLength(),
                    sealed,
                    0,
                    (int) entry.length());
            if (!builder.isFull()) {
                return;
            }
            open.remove(group);
        }
        finish(builder, sealer); // hashes 16 MiB, so not under the lock
    }

    private void finish(PackBuilder builder, Sealer sealer) throws InterruptedException {
        full.put(Optional.of(builder.finish(sealer)));
    }

    /** Sends what is left to the uploaders and lets them end; nothing may be added after. */
    void finish(Sealer sealer) throws InterruptedException {
        List<PackBuilder> rest;
        synchronized (open) {
            rest = new ArrayList<>(open.values());
            open.clear();
        }
        for (PackBuilder builder : rest) {
            finish(builder, sealer);
        }
        full.put(Optional.empty());
    }

    /** Stores packs until there are no more; run by each uploader. */
    void upload() throws InterruptedException {
        Optional<FinishedPack> next = full.take();
        while (next.isPresent()) {
            upload(next.get());
            next = full.take();
        }
        full.put(next); // for the other uploaders
    }

    private void upload(FinishedPack pack) throws InterruptedException {
        long start = repository.platform().nanoTicker().getAsLong();
        repository.store().putIfAbsent(ResticRepository.packKey(pack.id()), pack.content());
        index.add(new IndexedPack(pack.id(), pack.entries()));
        progress.transferred(pack.content().length);
        progress.busy(Activity.STORE, repository.platform().nanoTicker().getAsLong() - start);
    }
}
