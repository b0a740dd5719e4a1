package lifeboat.engine.check;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.Content;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;

/** A store whose first answer to a read of one object is damaged. */
record DamagedOnce(ObjectStore inner, ObjectKey damaged, AtomicInteger reads)
        implements ObjectStore {

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        if (!key.equals(damaged) || reads.getAndIncrement() > 0) {
            return inner.read(key, range, reader);
        }
        return inner.read(
                key,
                range,
                in -> {
                    byte[] content = in.readAllBytes();
                    content[20] ^= 1;
                    return reader.read(new ByteArrayInputStream(content));
                });
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        return inner.putIfAbsent(key, content);
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
    public void close() {
        inner.close();
    }
}
