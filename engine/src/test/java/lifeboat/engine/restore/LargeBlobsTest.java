package lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.crypto.Sealer;
import org.junit.jupiter.api.Test;

class LargeBlobsTest {

    private static final int USUAL = 8 << 20;

    @Test
    void blobsOfResticsTakeNothing() {
        assertThat(LargeBlobs.bytesFor(USUAL + Sealer.OVERHEAD, USUAL)).isZero();
        assertThat(LargeBlobs.bytesFor(100, 2 * USUAL)).isEqualTo(2 * USUAL + 100);
    }

    @Test
    void theLargestBlobThatIsReadHasRoom() {
        int largest = BlobOpener.MAX_DATA_BYTES;
        assertThat(LargeBlobs.bytesFor(largest, largest)).isEqualTo(LargeBlobs.BYTES);
    }

    @Test
    void noMoreAreAtWorkThanThereIsRoomFor() throws InterruptedException {
        LargeBlobs blobs = new LargeBlobs();
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier two = new CyclicBarrier(2); // so there is room for two
        int half = LargeBlobs.BYTES / 2;
        try (TaskGroup workers = TaskGroup.ofPlatformThreads("worker")) {
            for (int i = 0; i < 30; i++) {
                workers.fork(
                        () -> {
                            blobs.acquire(half);
                            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                            meet(two);
                            atWork.decrementAndGet();
                            blobs.release(half);
                        });
            }
            workers.join();
        }
        assertThat(most).hasValue(2);
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
