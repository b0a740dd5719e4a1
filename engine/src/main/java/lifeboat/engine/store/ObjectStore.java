package lifeboat.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Flat store of immutable objects: moves bytes, knows nothing of packs, snapshots or retries.
 *
 * <p>Thread-safe. Calls block and answer to interruption. Sizes and offsets are bytes. Every method
 * throws {@link StoreException} if the store refuses or does not answer.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Writes one object, all of it or nothing, and returns once it is durable.
     *
     * @param content the whole object; not copied, must not change during the call, and is the
     *     caller's again after it
     * @return {@code EXISTS}, the object left as it was, if {@code key} is taken
     * @throws StoreException.Unavailable if no answer came: the object may or may not exist
     */
    PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException;

    /** The same with a whole array. */
    default PutResult putIfAbsent(ObjectKey key, byte[] content) throws InterruptedException {
        return putIfAbsent(key, Content.of(content));
    }

    /**
     * Applies {@code reader} to {@code range} of an object.
     *
     * <p>The stream passes exactly the bytes of the range and then ends. A retry runs {@code
     * reader} again from the start of the range, so it must have no lasting effect before it
     * returns, or one that a repeat completes.
     *
     * @throws StoreException.Missing if there is no such object
     * @throws StoreException.Truncated if the object ends before {@code range} does
     * @throws StoreException.Unreadable if it is there and its bytes are not to be had
     */
    <R> R read(ObjectKey key, ByteRange range, Reader<R> reader) throws InterruptedException;

    /**
     * Returns a whole object.
     *
     * @param maxBytes the most that is accepted; a larger object is a {@link
     *     StoreException.TooLarge}
     */
    byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException;

    /** Passes every object under {@code prefix} once, in no order, on the calling thread. */
    void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException;

    /** Deletes an object; deleting a missing one succeeds. */
    void delete(ObjectKey key) throws InterruptedException;

    /**
     * The store's own clock, by which ages of locks are judged: of S3 the Date header of an answer,
     * of a folder the modification time of a file just written or the host's clock.
     */
    Instant now() throws InterruptedException;

    /** Where the objects are, as restic writes it, without credentials; for messages. */
    String url();

    /** Ends connections; the objects stay. */
    @Override
    void close();

    /** What was found when an object was written. */
    enum PutResult {
        CREATED,
        EXISTS
    }

    /** Consumes a range of an object. */
    @FunctionalInterface
    interface Reader<R> {
        /**
         * Reads from {@code in}, which it does not close.
         *
         * @throws IOException only from {@code in}: the store translates it
         */
        R read(InputStream in) throws IOException, InterruptedException;
    }
}
