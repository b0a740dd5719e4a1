package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/**
 * Lends sealers for large blobs to workers, which have smaller ones of their own: with buffers for
 * every worker's largest blob, those of eight would not fit into the heap. Thread-safe.
 */
final class LargeBlobs implements AutoCloseable {

    /** Half of the bytes of large files are in pieces that are no longer. */
    static final int LARGE_BYTES = 2 << 20;

    /**
     * Sealing is the lesser part of a worker's time, and large pieces are the lesser part of it.
     */
    private static final int WORKERS_EACH = 3;

    private final List<BlobSealer> sealers = new ArrayList<>();
    private final BlockingDeque<BlobSealer> idle; // first those that have their buffers

    LargeBlobs(int workers, Supplier<BlobSealer> maker) {
        int count = Math.ceilDiv(workers, WORKERS_EACH);
        idle = new LinkedBlockingDeque<>(count);
        for (int i = 0; i < count; i++) {
            sealers.add(maker.get());
        }
        idle.addAll(sealers);
    }

    static boolean isLarge(int length) {
        return length > LARGE_BYTES;
    }

    /** Waits for a sealer, to be given back. */
    BlobSealer take() throws InterruptedException {
        return idle.takeFirst();
    }

    void giveBack(BlobSealer sealer) {
        idle.addFirst(sealer);
    }

    @Override
    public void close() {
        sealers.forEach(BlobSealer::close);
    }
}
