package lifeboat.engine.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** A complete store in a sorted map; what it holds ends with it. */
public final class MemoryObjectStore implements ObjectStore {

    private static final class Stored {
        final byte[] content;
        final Instant modified;

        Stored(byte[] content, Instant modified) {
            this.content = content;
            this.modified = modified;
        }
    }

    private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public MemoryObjectStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        throwIfInterrupted();
        Stored stored = new Stored(content.toBytes(), clock.instant());
        return objects.putIfAbsent(key.path(), stored) == null
                ? PutResult.CREATED
                : PutResult.EXISTS;
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        byte[] content = require(key);
        if (range.end() > content.length) {
            throw new StoreException.Truncated(key, range, url());
        }
        var bytes = new ByteArrayInputStream(content, (int) range.offset(), (int) range.length());
        try {
            return new RangeStream(bytes, range.length()).feed(reader);
        } catch (IOException e) { // of memory, only an interrupt
            throwIfInterrupted();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        byte[] content = require(key);
        if (content.length > maxBytes) {
            throw new StoreException.TooLarge(key, maxBytes, url());
        }
        return content.clone();
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        for (var entry : objects.tailMap(prefix.path()).entrySet()) {
            throwIfInterrupted();
            if (!entry.getKey().startsWith(prefix.path())) {
                return;
            }
            Stored stored = entry.getValue();
            each.accept(
                    new ObjectInfo(
                            new ObjectKey(entry.getKey()), stored.content.length, stored.modified));
        }
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        throwIfInterrupted();
        objects.remove(key.path());
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String url() {
        return "memory:";
    }

    @Override
    public void close() {}

    private byte[] require(ObjectKey key) throws InterruptedException {
        throwIfInterrupted();
        Stored stored = objects.get(key.path());
        if (stored == null) {
            throw new StoreException.Missing(key, url());
        }
        return stored.content;
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
