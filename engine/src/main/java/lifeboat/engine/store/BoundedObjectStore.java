package lifeboat.engine.store;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Lets a limited number of calls run at a time; others wait.
 *
 * <p>Locks and the clock are outside the bound: a lock that is not refreshed in time is lost, so
 * its refresh never queues behind data. Readers and consumers run inside it: one that calls the
 * store again can wait for ever.
 */
public final class BoundedObjectStore implements ObjectStore {

    private static final String LOCKS = "locks/";

    private final ObjectStore inner;
    private final Semaphore permits;

    public BoundedObjectStore(ObjectStore inner, int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("not a number of permits: " + permits);
        }
        this.inner = inner;
        this.permits = new Semaphore(permits);
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        boolean bounded = acquire(key.path());
        try {
            return inner.putIfAbsent(key, content);
        } finally {
            release(bounded);
        }
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        boolean bounded = acquire(key.path());
        try {
            return inner.read(key, range, reader);
        } finally {
            release(bounded);
        }
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        boolean bounded = acquire(key.path());
        try {
            return inner.readAll(key, maxBytes);
        } finally {
            release(bounded);
        }
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        boolean bounded = acquire(prefix.path());
        try {
            inner.list(prefix, each);
        } finally {
            release(bounded);
        }
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        boolean bounded = acquire(key.path());
        try {
            inner.delete(key);
        } finally {
            release(bounded);
        }
    }

    @Override
    public Instant now() throws InterruptedException {
        return inner.now();
    }

    @Override
    public String url() {
        return inner.url();
    }

    @Override
    public void close() {
        inner.close();
    }

    /** Returns whether a permit was needed, and so must be given back. */
    private boolean acquire(String path) throws InterruptedException {
        boolean bounded = !path.startsWith(LOCKS);
        if (bounded) {
            permits.acquire();
        }
        return bounded;
    }

    private void release(boolean bounded) {
        if (bounded) {
            permits.release();
        }
    }
}
