package lifeboat.engine.restore;

import java.util.concurrent.Semaphore;
import lifeboat.engine.restic.BlobOpener;

/**
 * Bounds the memory for blobs larger than restic's: other writers' may have 64 MiB, and the buffers
 * of all workers at once would not fit into the heap. Thread-safe.
 */
final class LargeBlobs {

    /** Enough for the largest blob, sealed and plain. */
    static final int BYTES = 2 * BlobOpener.MAX_DATA_BYTES;

    private final Semaphore bytes = new Semaphore(BYTES, true); // fair: smaller ones don't overtake

    /**
     * What buffers take beyond those that every worker keeps.
     *
     * @param sealed bytes of the longest blob that is to be opened
     * @param plain bytes of the longest content
     */
    static int bytesFor(long sealed, long plain) {
        return BlobOpener.isUsual(sealed) && BlobOpener.isUsual(plain)
                ? 0
                : Math.toIntExact(sealed + plain);
    }

    /** Waits until there is room for so many bytes. */
    void acquire(int count) throws InterruptedException {
        bytes.acquire(count);
    }

    void release(int count) {
        bytes.release(count);
    }
}
