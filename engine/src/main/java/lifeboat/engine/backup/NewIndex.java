package lifeboat.engine.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.index.IndexedPack;

/** Writes index files for packs that are stored, a whole pack in one file. Thread-safe. */
final class NewIndex {

    /** What a backup that is killed has uploaded since the last index file is uploaded again. */
    private static final long FLUSH_NANOS = Duration.ofMinutes(10).toNanos();

    private final ResticRepository repository;
    private List<IndexedPack> packs = new ArrayList<>(); // guarded by this
    private long blobs; // guarded by this
    private long flushedNanos; // guarded by this

    NewIndex(ResticRepository repository) {
        this.repository = repository;
        flushedNanos = repository.platform().nanoTicker().getAsLong();
    }

    void add(IndexedPack stored) throws InterruptedException {
        boolean full;
        synchronized (this) {
            packs.add(stored);
            blobs += stored.entries().size();
            long age = repository.platform().nanoTicker().getAsLong() - flushedNanos;
            full = blobs >= IndexFile.FULL_BLOBS || age >= FLUSH_NANOS;
        }
        if (full) {
            flush();
        }
    }

    /** Writes what is not written; returns when all that was added is in an index file. */
    void flush() throws InterruptedException {
        List<IndexedPack> taken;
        synchronized (this) {
            taken = packs;
            packs = new ArrayList<>();
            blobs = 0;
            flushedNanos = repository.platform().nanoTicker().getAsLong();
        }
        if (!taken.isEmpty()) {
            repository.write(FileKind.INDEX, new IndexFile(taken).toJson());
        }
    }
}
