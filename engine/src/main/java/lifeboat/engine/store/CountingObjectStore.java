package lifeboat.engine.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import lifeboat.engine.store.StoreCounts.Call;
import lifeboat.engine.store.StoreCounts.Count;

/**
 * Counts calls and bytes.
 *
 * <p>Inside a {@link RetryingObjectStore} it sees every try; outside, what the engine asked for.
 */
public final class CountingObjectStore implements ObjectStore {

    private record Adders(LongAdder calls, LongAdder unavailable, LongAdder bytes) {
        Adders() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }

        Count sum() {
            return new Count(calls.sum(), unavailable.sum(), bytes.sum());
        }
    }

    @FunctionalInterface
    private interface Counted<R> {
        R run(LongAdder bytes) throws InterruptedException;
    }

    private final ObjectStore inner;
    private final Map<Call, Adders> adders = new EnumMap<>(Call.class);

    public CountingObjectStore(ObjectStore inner) {
        this.inner = inner;
        for (Call call : Call.values()) {
            adders.put(call, new Adders());
        }
    }

    /** Returns the numbers of this moment. */
    public StoreCounts counts() {
        Map<Call, Count> counts = new EnumMap<>(Call.class);
        adders.forEach((call, sums) -> counts.put(call, sums.sum()));
        return new StoreCounts(counts);
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        return count(
                Call.PUT,
                bytes -> {
                    PutResult result = inner.putIfAbsent(key, content);
                    if (result == PutResult.CREATED) {
                        bytes.add(content.length());
                    }
                    return result;
                });
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        return count(
                Call.READ,
                bytes -> inner.read(key, range, in -> reader.read(new CountedStream(in, bytes))));
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        return count(
                Call.READ,
                bytes -> {
                    byte[] content = inner.readAll(key, maxBytes);
                    bytes.add(content.length);
                    return content;
                });
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        this.<Boolean>count(
                Call.LIST,
                _ -> {
                    inner.list(prefix, each);
                    return true;
                });
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        this.<Boolean>count(
                Call.DELETE,
                _ -> {
                    inner.delete(key);
                    return true;
                });
    }

    @Override
    public Instant now() throws InterruptedException {
        return count(Call.NOW, _ -> inner.now());
    }

    @Override
    public String url() {
        return inner.url();
    }

    @Override
    public void close() {
        inner.close();
    }

    private <R> R count(Call call, Counted<R> counted) throws InterruptedException {
        Adders sums = adders.get(call);
        sums.calls.increment();
        try {
            return counted.run(sums.bytes);
        } catch (StoreException.Unavailable e) {
            sums.unavailable.increment();
            throw e;
        }
    }

    private static final class CountedStream extends FilterInputStream {

        private final LongAdder bytes;

        CountedStream(InputStream in, LongAdder bytes) {
            super(in);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                bytes.increment();
            }
            return b;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            bytes.add(Math.max(0, n));
            return n;
        }
    }
}
