package lifeboat.engine.store;

import java.time.Instant;
import java.util.function.Consumer;

/** A store that tells of each call before it is made; whoever is told may throw instead. */
public final class HookedObjectStore implements ObjectStore {

    /** A kind of call, in lower case as methods are. */
    public enum Call {
        PUT,
        READ,
        LIST,
        DELETE
    }

    /** Is told of calls. */
    @FunctionalInterface
    public interface Hook {
        void before(Call call, String path);
    }

    private final ObjectStore inner;
    private volatile Hook hook = (_, _) -> {};

    public HookedObjectStore(ObjectStore inner) {
        this.inner = inner;
    }

    /** Sets what is told from now on. */
    public void hook(Hook next) {
        hook = next;
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        hook.before(Call.PUT, key.path());
        return inner.putIfAbsent(key, content);
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        hook.before(Call.READ, key.path());
        return inner.read(key, range, reader);
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        hook.before(Call.READ, key.path());
        return inner.readAll(key, maxBytes);
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        hook.before(Call.LIST, prefix.path());
        inner.list(prefix, each);
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        hook.before(Call.DELETE, key.path());
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
