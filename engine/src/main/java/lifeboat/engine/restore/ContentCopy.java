package lifeboat.engine.restore;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Activity;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.file.Directory;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.StoreException;

/**
 * Fetches the packs of one tier, in the order of their first use, and writes what is in them.
 *
 * <p>Each worker streams one pack at a time: a blob is read, proven by MAC and SHA-256, and written
 * to all its places before the next is read, so memory is bounded by the largest blob of restic's
 * and the number of workers, and that for larger ones by {@link LargeBlobs}. What can't be read or
 * proven is left to {@link Salvage}.
 */
final class ContentCopy {

    /** A gap of unneeded bytes up to this is read through rather than asked around. */
    private static final long GAP = 256 << 10;

    /** The most that is asked for at once. */
    private static final long MAX_RANGE = 32 << 20;

    /** Written bytes after which the disk is told to begin: its work and ours then overlap. */
    private static final long FLUSH = 64 << 20;

    private final ResticRepository repository;
    private final BlobIndex index;
    private final FileContent content;
    private final Directory stage;
    private final PackUses uses;
    private final Progress progress;
    private final LongSupplier nanoTicker;
    private final LargeBlobs largeBlobs = new LargeBlobs();
    private final AtomicInteger nextRank = new AtomicInteger();
    private final AtomicLong unflushed = new AtomicLong();
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final List<Suspect> suspects = new ArrayList<>(); // guarded by itself

    /**
     * Places whose blob was not there or not right.
     *
     * @param reason what was seen, for a person
     */
    record Suspect(List<Integer> places, String reason) {}

    ContentCopy(
            ResticRepository repository,
            BlobIndex index,
            FileContent content,
            Directory stage,
            PackUses uses,
            Progress progress) {
        this.repository = repository;
        this.index = index;
        this.content = content;
        this.stage = stage;
        this.uses = uses;
        this.progress = progress;
        nanoTicker = repository.platform().nanoTicker();
    }

    /** Runs {@code workers} side by side; returns what is left to salvage. */
    List<Suspect> run(int workers) throws InterruptedException {
        try (TaskGroup group = TaskGroup.ofPlatformThreads("restore")) {
            for (int i = 0; i < Math.min(workers, uses.packs()); i++) {
                group.fork(this::work);
            }
            group.join();
        }
        return suspects;
    }

    private void work() throws InterruptedException {
        try (BlobOpener opener = repository.blobOpener();
                StageWriter writer = content.writer(stage)) {
            Worker worker = new Worker(opener, writer);
            for (int rank = nextRank.getAndIncrement();
                    rank < uses.packs();
                    rank = nextRank.getAndIncrement()) {
                worker.copyPack(uses.pack(rank), uses.places(rank));
                flushIfDue();
            }
        }
    }

    /** One worker at a time waits for the disk, and the others go on. */
    private void flushIfDue() {
        if (unflushed.get() >= FLUSH && flushing.compareAndSet(false, true)) {
            try {
                unflushed.set(0);
                stage.syncFileSystem();
            } finally {
                flushing.set(false);
            }
        }
    }

    private void suspect(List<Integer> places, String reason) {
        synchronized (suspects) {
            suspects.add(new Suspect(places, reason));
        }
    }

    /** One thread's buffers, and where it is in the pack that it reads. */
    private final class Worker {

        private final BlobOpener opener;
        private final StageWriter writer;
        private byte[] sealed = new byte[64 << 10];
        private int[] places = {};
        private int done; // places before this one are written or suspect

        Worker(BlobOpener opener, StageWriter writer) {
            this.opener = opener;
            this.writer = writer;
        }

        void copyPack(int pack, int[] placesOfPack) throws InterruptedException {
            places = placesOfPack;
            done = 0;
            while (done < places.length) {
                int to = endOfRange(done);
                int large = largeBytes(to);
                if (large == 0) {
                    copyRange(pack, to);
                } else {
                    copyLarge(pack, to, large);
                }
            }
        }

        private int largeBytes(int to) {
            long longest = 0;
            long longestPlain = 0;
            for (int i = done; i < to; i++) {
                longest = Math.max(longest, index.length(blob(i)));
                longestPlain = Math.max(longestPlain, index.plainLength(blob(i)));
            }
            return LargeBlobs.bytesFor(longest, longestPlain);
        }

        private void copyLarge(int pack, int to, int bytes) throws InterruptedException {
            largeBlobs.acquire(bytes);
            try {
                copyRange(pack, to);
            } finally {
                sealed = BlobOpener.shrunk(sealed);
                opener.shrink();
                largeBlobs.release(bytes);
            }
        }

        /** The first place behind {@code from} that needs a request of its own. */
        private int endOfRange(int from) {
            long start = index.offset(blob(from));
            long end = start + index.length(blob(from));
            int to = from + 1;
            while (to < places.length) {
                long next = index.offset(blob(to));
                long nextEnd = next + index.length(blob(to));
                if (next - end > GAP || nextEnd - start > MAX_RANGE) {
                    break;
                }
                end = Math.max(end, nextEnd);
                to++;
            }
            return to;
        }

        private void copyRange(int pack, int to) throws InterruptedException {
            long start = index.offset(blob(done));
            long end = 0;
            for (int i = done; i < to; i++) {
                end = Math.max(end, index.offset(blob(i)) + index.length(blob(i)));
            }
            ByteRange range = new ByteRange(start, end - start);
            long asked = nanoTicker.getAsLong();
            try {
                repository
                        .store()
                        .read(
                                ResticRepository.packKey(index.packId(pack)),
                                range,
                                in -> {
                                    progress.busy(Activity.STORE, nanoTicker.getAsLong() - asked);
                                    return copyBlobs(in, start, to);
                                });
            } catch (StoreException.Missing
                    | StoreException.Truncated
                    | StoreException.Unreadable e) {
                suspect(places(done, to), e.getMessage());
                done = to;
            }
        }

        /** Reads on from the first place that is not done: a retry starts the range again. */
        private boolean copyBlobs(InputStream in, long start, int to) throws IOException {
            long at = start;
            while (done < to) {
                int blob = blob(done);
                int length = (int) index.length(blob);
                if (index.offset(blob) < at) { // no honest index has blobs that overlap
                    suspect(places(done, done + 1), "two blobs of the index overlap");
                    done++;
                    continue;
                }
                long started = nanoTicker.getAsLong();
                in.skipNBytes(index.offset(blob) - at);
                if (length > sealed.length) {
                    sealed = new byte[BlobOpener.grown(sealed.length, length)];
                }
                if (in.readNBytes(sealed, 0, length) < length) {
                    throw new IOException("the object ends within a blob");
                }
                at = index.offset(blob) + length;
                long read = nanoTicker.getAsLong();
                progress.busy(Activity.STORE, read - started);
                progress.transferred(length);
                int next = done + 1;
                while (next < to && blob(next) == blob) {
                    next++;
                }
                boolean proven = opener.openInPlace(sealed, 0, length, index, blob);
                long opened = nanoTicker.getAsLong();
                progress.busy(Activity.COMPUTE, opened - read);
                if (proven) {
                    for (int i = done; i < next; i++) {
                        content.write(writer, places[i], opener.content(), opener.length());
                    }
                    unflushed.addAndGet(opener.length());
                    progress.busy(Activity.DISK, nanoTicker.getAsLong() - opened);
                } else {
                    suspect(
                            places(done, next),
                            "the blob at offset "
                                    + index.offset(blob)
                                    + " of pack "
                                    + index.packId(index.pack(blob))
                                    + " is damaged");
                }
                done = next;
            }
            return true;
        }

        private int blob(int place) {
            return content.blob(places[place]);
        }

        private List<Integer> places(int from, int to) {
            List<Integer> list = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
                list.add(places[i]);
            }
            return list;
        }
    }
}
