package lifeboat.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import lifeboat.engine.Platform;

/**
 * Repeats calls that end in {@link StoreException.Unavailable}, and no others.
 *
 * <p>The only place that does: no store repeats anything by itself.
 */
public final class RetryingObjectStore implements ObjectStore {

    /**
     * A call waits to be repeated.
     *
     * @param failures how often it has failed so far
     * @param elapsed since it failed first
     * @param delay until it is repeated
     */
    public record Wait(
            StoreException.Unavailable reason, int failures, Duration elapsed, Duration delay) {}

    @FunctionalInterface
    private interface Call<R> {
        R run(boolean first) throws InterruptedException;
    }

    private final ObjectStore inner;
    private final RetryPolicy policy;
    private final Platform platform;
    private final RandomGenerator random;
    private final Consumer<Wait> listener;

    /**
     * @param random thread-safe
     * @param listener told before each wait, by the thread that waits
     */
    public RetryingObjectStore(
            ObjectStore inner,
            RetryPolicy policy,
            Platform platform,
            RandomGenerator random,
            Consumer<Wait> listener) {
        this.inner = inner;
        this.policy = policy;
        this.platform = platform;
        this.random = random;
        this.listener = listener;
    }

    /**
     * {@inheritDoc}
     *
     * <p>An object that exists with the same bytes after a try without an answer is that try's
     * work: {@code CREATED}.
     */
    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        return repeat(
                first -> {
                    PutResult result = inner.putIfAbsent(key, content);
                    return !first && result == PutResult.EXISTS && holds(key, content)
                            ? PutResult.CREATED
                            : result;
                });
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        return repeat(_ -> inner.read(key, range, reader));
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        return repeat(_ -> inner.readAll(key, maxBytes));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Holds the whole listing in memory, as one that was cut can't pass its objects twice.
     */
    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        List<ObjectInfo> listing =
                repeat(
                        _ -> {
                            List<ObjectInfo> objects = new ArrayList<>();
                            inner.list(prefix, objects::add);
                            return objects;
                        });
        listing.forEach(each);
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        this.<Boolean>repeat(
                _ -> {
                    inner.delete(key);
                    return true;
                });
    }

    @Override
    public Instant now() throws InterruptedException {
        return repeat(_ -> inner.now());
    }

    @Override
    public String url() {
        return inner.url();
    }

    @Override
    public void close() {
        inner.close();
    }

    private boolean holds(ObjectKey key, Content content) throws InterruptedException {
        try {
            return content.holds(inner.readAll(key, content.length()));
        } catch (StoreException.TooLarge e) {
            return false;
        }
    }

    private <R> R repeat(Call<R> call) throws InterruptedException {
        StoreException.Unavailable reason;
        try {
            return call.run(true);
        } catch (StoreException.Unavailable e) {
            reason = e;
        }
        long failedFirst = platform.nanoTicker().getAsLong();
        for (int failures = 1; ; failures++) {
            Duration elapsed = Duration.ofNanos(platform.nanoTicker().getAsLong() - failedFirst);
            Duration delay = policy.delay(failures, random);
            if (elapsed.plus(delay).compareTo(policy.patience()) > 0) {
                throw new StoreException.Unavailable(
                        "%s (given up after %d tries in %d s)"
                                .formatted(reason.getMessage(), failures, elapsed.toSeconds()),
                        reason);
            }
            listener.accept(new Wait(reason, failures, elapsed, delay));
            platform.sleeper().sleep(delay);
            try {
                return call.run(false);
            } catch (StoreException.Unavailable e) {
                reason = e;
            }
        }
    }
}
