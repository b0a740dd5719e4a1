package lifeboat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.TaskGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedObjectStoreTest extends ObjectStoreContract {

    private static final ObjectKey PACK = new ObjectKey("data/ab/abcd");
    private static final ByteRange ONE = new ByteRange(0, 1);

    @Override
    protected ObjectStore open() {
        return new BoundedObjectStore(new MemoryObjectStore(Clock.systemUTC()), 1);
    }

    @Test
    void noMoreCallsRunThanArePermitted() throws Exception {
        ObjectStore store = new BoundedObjectStore(new MemoryObjectStore(Clock.systemUTC()), 2);
        store.putIfAbsent(PACK, new byte[1]);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pair = new CyclicBarrier(2); // both permits are in use before one is returned
        try (TaskGroup readers = TaskGroup.ofVirtualThreads("reader")) {
            for (int i = 0; i < 50; i++) {
                readers.fork(
                        () ->
                                store.read(
                                        PACK,
                                        ONE,
                                        _ -> {
                                            most.accumulateAndGet(
                                                    running.incrementAndGet(), Math::max);
                                            meet(pair);
                                            return running.decrementAndGet();
                                        }));
            }
            readers.join();
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

    @Test
    void aLockIsRefreshedWhileAllPermitsAreTaken() throws Exception {
        ObjectStore store = open();
        store.putIfAbsent(PACK, new byte[1]);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch refreshed = new CountDownLatch(1);
        try (TaskGroup group = TaskGroup.ofVirtualThreads("reader")) {
            group.fork(
                    () ->
                            store.read(
                                    PACK,
                                    ONE,
                                    _ -> {
                                        reading.countDown();
                                        refreshed.await();
                                        return null;
                                    }));
            reading.await();

            ObjectKey lock = new ObjectKey("locks/1");
            store.putIfAbsent(lock, new byte[1]);
            store.list(new KeyPrefix("locks/"), _ -> {});
            assertThat(store.readAll(lock, 1)).hasSize(1);
            assertThat(store.now()).isNotNull();
            store.delete(lock);

            refreshed.countDown();
            group.join();
        }
    }

    @Test
    void aCallThatFailsGivesItsPermitBack() {
        ObjectStore store = open();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.readAll(PACK, 1))
                    .isInstanceOf(StoreException.Missing.class);
        }
    }
}
