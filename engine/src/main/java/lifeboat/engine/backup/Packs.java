package lifeboat.engine.backup;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
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
 * <p>Thread-safe. A group whose pack is full goes on in another builder. While none is idle, a
 * caller waits for an uploader, and so do all others: that bounds the packs in memory, of 16 MiB
 * each, to one for each group and uploader.
 */
final class Packs {

    /** Enough for 100 MB/s to S3, which is more than four cores compress. */
    static final int UPLOADERS = 2;

    private static final int BUILDERS = PackGroup.values().length + UPLOADERS;

    private final ResticRepository repository;
    private final NewIndex index;
    private final Progress progress;
    private final Map<PackGroup, PackBuilder> open = // guarded by itself
            new EnumMap<>(PackGroup.class);
    private final BlockingDeque<PackBuilder> idle = // first those that have a buffer
            new LinkedBlockingDeque<>(BUILDERS);
    private final BlockingQueue<Optional<PackBuilder>> full = // empty at the end
            new ArrayBlockingQueue<>(BUILDERS + 1);

    Packs(ResticRepository repository, NewIndex index, Progress progress) {
        this.repository = repository;
        this.index = index;
        this.progress = progress;
        for (int i = 0; i < BUILDERS; i++) {
            idle.add(new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES));
        }
    }

    /**
     * Adds a blob.
     *
     * @param entry of any offset
     * @param sealed begins with the blob, which is copied
     */
    void add(PackGroup group, PackEntry entry, byte[] sealed) throws InterruptedException {
        int length = (int) entry.length();
        synchronized (open) {
            builderFor(group, length)
                    .add(
                            entry.type(),
                            entry.id(),
                            (int) entry.uncompressedLength(),
                            sealed,
                            0,
                            length);
        }
    }

    private PackBuilder builderFor(PackGroup group, int length) throws InterruptedException {
        PackBuilder last = open.get(group);
        if (last != null) {
            if (last.hasRoomFor(length)) {
                return last;
            }
            full.put(Optional.of(last));
            open.remove(group);
        }
        PackBuilder next = idle.takeFirst();
        open.put(group, next);
        return next;
    }

    /** Sends what is left to the uploaders and lets them end; nothing may be added after. */
    void finish() throws InterruptedException {
        synchronized (open) {
            for (PackBuilder last : open.values()) {
                full.put(Optional.of(last));
            }
            open.clear();
        }
        full.put(Optional.empty());
    }

    /** Stores packs until there are no more; run by each uploader. */
    void upload() throws InterruptedException {
        Sealer sealer = repository.sealer();
        for (Optional<PackBuilder> next = full.take(); next.isPresent(); next = full.take()) {
            PackBuilder builder = next.get();
            upload(builder.finish(sealer));
            idle.putFirst(builder);
        }
        full.put(Optional.empty()); // for the other uploaders
    }

    private void upload(FinishedPack pack) throws InterruptedException {
        long start = repository.platform().nanoTicker().getAsLong();
        repository.store().putIfAbsent(ResticRepository.packKey(pack.id()), pack.content());
        index.add(new IndexedPack(pack.id(), pack.entries()));
        progress.transferred(pack.content().length());
        progress.busy(Activity.STORE, repository.platform().nanoTicker().getAsLong() - start);
    }
}
