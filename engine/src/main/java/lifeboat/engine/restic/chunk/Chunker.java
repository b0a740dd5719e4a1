package lifeboat.engine.restic.chunk;

import java.util.Arrays;

/**
 * Finds the ends of the pieces of one file at a time.
 *
 * <p>Fed with the file's bytes in order, however they are divided into buffers. What follows the
 * last cut, if anything, is the last piece. Not thread-safe; {@link #reset()} makes it ready for
 * the next file.
 */
public final class Chunker {

    /** No piece but the last of a file is shorter: a file of fewer bytes is one piece. */
    public static final int MIN_BYTES = 512 * 1024;

    /** No piece is longer. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    static final int WINDOW = 64;

    private static final long MASK = (1 << 20) - 1;
    private static final int TOP_BYTE = Polynomial.DEGREE - 8; // where a fingerprint's top byte is
    private static final int UNSEEN = MIN_BYTES - WINDOW; // no cut depends on these bytes

    private final long[] out;
    private final long[] mod;
    private final byte[] window = new byte[WINDOW];
    private long fingerprint;
    private int count; // bytes of the piece so far; the byte at count goes to window[count % 64]

    public Chunker(ChunkerTables tables) {
        this.out = tables.out;
        this.mod = tables.mod;
        reset();
    }

    /** Forgets the piece begun; the next byte is the first of a file. */
    public void reset() {
        // As if zeros and then a byte 1 had been read: a first run of zeros then has a fingerprint.
        Arrays.fill(window, (byte) 0);
        window[WINDOW - 1] = 1;
        fingerprint = 1;
        count = 0;
    }

    /** The bytes since the last cut. */
    public int pendingBytes() {
        return count;
    }

    /**
     * Goes on to the next cut.
     *
     * <p>After a cut, call again from there with the rest of the buffer; after −1 with the file's
     * next bytes.
     *
     * @return where in {@code buffer} the piece ends: the index after its last byte; −1 if it goes
     *     on beyond {@code to}
     */
    public int next(byte[] buffer, int from, int to) {
        int at = from;
        if (count < UNSEEN) {
            int skipped = Math.min(UNSEEN - count, to - from);
            count += skipped;
            at += skipped;
        }
        long f = fingerprint;
        int n = count;
        int end = Math.min(to, at + MAX_BYTES - n);
        byte[] w = window;
        while (at < end) {
            byte b = buffer[at++];
            int slot = n++ & (WINDOW - 1);
            f ^= out[w[slot] & 0xff];
            w[slot] = b;
            f = (f << 8 | (b & 0xff)) ^ mod[(int) (f >>> TOP_BYTE) & 0xff];
            if ((f & MASK) == 0 && n >= MIN_BYTES) {
                reset();
                return at;
            }
        }
        if (n == MAX_BYTES) {
            reset();
            return at;
        }
        fingerprint = f;
        count = n;
        return -1;
    }
}
