package lifeboat.controller.recovery;

import java.time.Instant;
import java.util.function.Consumer;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.Content;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.StoreException;

/** A store that can stop taking objects, and can refuse to delete them. */
final class GuardedStore implements ObjectStore {

    private final ObjectStore inner;
    boolean away;
    boolean deletes = true;

    GuardedStore(ObjectStore inner) {
        this.inner = inner;
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        if (away) {
            throw new StoreException.Unavailable("no answer", new IllegalStateException("cut"));
        }
        return inner.putIfAbsent(key, content);
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        return inner.read(key, range, reader);
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        return inner.readAll(key, maxBytes);
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        inner.list(prefix, each);
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        if (!deletes) {
            throw new StoreException.Denied("may not delete " + key, "", null);
        }
        inner.delete(key);
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
    public void close() {}
}
