package lifeboat.engine.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/**
 * Passes a known number of bytes of another stream to a {@link ObjectStore.Reader}, and tells a
 * store's failure from a reader's.
 *
 * <p>The other stream stays open. For one thread.
 */
public final class RangeStream extends InputStream {

    /**
     * A file channel copies through a direct buffer as large as the call, which the thread keeps.
     */
    private static final int MOST_AT_ONCE = 1 << 16;

    private final InputStream in;
    private long left;
    private IOException failure; // of `in`; null while all is well

    public RangeStream(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    /**
     * Returns what {@code reader} makes of the bytes.
     *
     * @throws EOFException if the other stream ends too early, even if {@code reader} hid it
     * @throws IOException the other stream's failure, even if {@code reader} hid it
     * @throws UncheckedIOException a failure that {@code reader} thought up itself
     */
    public <R> R feed(ObjectStore.Reader<R> reader) throws IOException, InterruptedException {
        R result;
        try {
            result = reader.read(this);
        } catch (IOException e) {
            if (failure == null) {
                throw new UncheckedIOException("a reader failed by itself", e);
            }
            throw failure;
        } catch (RuntimeException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
            throw failure;
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failed(new InterruptedIOException());
        }
        int n;
        try {
            n = in.read(to, offset, (int) Math.min(Math.min(length, MOST_AT_ONCE), left));
        } catch (IOException e) {
            throw failed(e);
        }
        if (n < 0) {
            throw failed(new EOFException(left + " bytes are missing"));
        }
        left -= n;
        return n;
    }

    private IOException failed(IOException e) {
        failure = e;
        return e;
    }
}
