package lifeboat.engine.restic.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The one-time authenticator of RFC 8439, section 2.5: the message as a polynomial, evaluated at a
 * secret point modulo 2^130 - 5.
 *
 * <p>Numbers are held in five limbs of 26 bits, so that sums of products fit a {@code long}. No
 * step depends on a secret bit but by its value. Not thread-safe.
 */
final class Poly1305 {

    static final int TAG_BYTES = 16;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BLOCK = 16;
    private static final int LIMB_BITS = 26;
    private static final long LIMB = (1L << LIMB_BITS) - 1;
    private static final long WHOLE_BLOCK = 1L << 24; // bit 128, in the highest limb

    private final byte[] last = new byte[BLOCK];
    private long h0;
    private long h1;
    private long h2;
    private long h3;
    private long h4;

    /**
     * Writes the tag of {@code length} bytes.
     *
     * @param key 32 bytes, the point and what is added at the end; for this message only
     */
    void tag(byte[] key, byte[] message, int offset, int length, byte[] out, int outOffset) {
        h0 = 0;
        h1 = 0;
        h2 = 0;
        h3 = 0;
        h4 = 0;
        int whole = length / BLOCK;
        absorb(key, message, offset, whole, WHOLE_BLOCK);
        int rest = length - whole * BLOCK;
        if (rest > 0) {
            Arrays.fill(last, (byte) 0);
            System.arraycopy(message, offset + whole * BLOCK, last, 0, rest);
            last[rest] = 1;
            absorb(key, last, 0, 1, 0);
        }
        finish(key, out, outOffset);
    }

    private static long word(byte[] from, int at) {
        return Integer.toUnsignedLong((int) INT.get(from, at));
    }

    private void absorb(byte[] key, byte[] message, int offset, int blocks, long top) {
        long r0 = word(key, 0) & 0x3ffffff;
        long r1 = (word(key, 3) >>> 2) & 0x3ffff03;
        long r2 = (word(key, 6) >>> 4) & 0x3ffc0ff;
        long r3 = (word(key, 9) >>> 6) & 0x3f03fff;
        long r4 = (word(key, 12) >>> 8) & 0x00fffff;
        long s1 = 5 * r1; // what leaves at the top comes back at the bottom, times 5
        long s2 = 5 * r2;
        long s3 = 5 * r3;
        long s4 = 5 * r4;
        long a0 = h0;
        long a1 = h1;
        long a2 = h2;
        long a3 = h3;
        long a4 = h4;
        int end = offset + blocks * BLOCK;
        for (int at = offset; at < end; at += BLOCK) {
            a0 += word(message, at) & LIMB;
            a1 += (word(message, at + 3) >>> 2) & LIMB;
            a2 += (word(message, at + 6) >>> 4) & LIMB;
            a3 += (word(message, at + 9) >>> 6) & LIMB;
            a4 += (word(message, at + 12) >>> 8) | top;
            long p0 = a0 * r0 + a1 * s4 + a2 * s3 + a3 * s2 + a4 * s1;
            long p1 = a0 * r1 + a1 * r0 + a2 * s4 + a3 * s3 + a4 * s2;
            long p2 = a0 * r2 + a1 * r1 + a2 * r0 + a3 * s4 + a4 * s3;
            long p3 = a0 * r3 + a1 * r2 + a2 * r1 + a3 * r0 + a4 * s4;
            long p4 = a0 * r4 + a1 * r3 + a2 * r2 + a3 * r1 + a4 * r0;
            p1 += p0 >>> LIMB_BITS;
            p2 += p1 >>> LIMB_BITS;
            p3 += p2 >>> LIMB_BITS;
            p4 += p3 >>> LIMB_BITS;
            a0 = (p0 & LIMB) + 5 * (p4 >>> LIMB_BITS);
            a1 = (p1 & LIMB) + (a0 >>> LIMB_BITS);
            a0 &= LIMB;
            a2 = p2 & LIMB;
            a3 = p3 & LIMB;
            a4 = p4 & LIMB;
        }
        h0 = a0;
        h1 = a1;
        h2 = a2;
        h3 = a3;
        h4 = a4;
    }

    private void finish(byte[] key, byte[] out, int outOffset) {
        carry();
        carry(); // the first may have left one in h1
        long g0 = h0 + 5; // h - (2^130 - 5), if that is not negative
        long g1 = h1 + (g0 >>> LIMB_BITS);
        long g2 = h2 + (g1 >>> LIMB_BITS);
        long g3 = h3 + (g2 >>> LIMB_BITS);
        long g4 = h4 + (g3 >>> LIMB_BITS);
        long reduced = -(g4 >>> LIMB_BITS); // all ones if so
        h0 = select(reduced, g0, h0);
        h1 = select(reduced, g1, h1);
        h2 = select(reduced, g2, h2);
        h3 = select(reduced, g3, h3);
        h4 = select(reduced, g4, h4);
        long sum = 0;
        sum = put(out, outOffset, sum + ((h0 | h1 << 26) & 0xffffffffL) + word(key, 16));
        sum = put(out, outOffset + 4, sum + ((h1 >>> 6 | h2 << 20) & 0xffffffffL) + word(key, 20));
        sum = put(out, outOffset + 8, sum + ((h2 >>> 12 | h3 << 14) & 0xffffffffL) + word(key, 24));
        put(out, outOffset + 12, sum + ((h3 >>> 18 | h4 << 8) & 0xffffffffL) + word(key, 28));
    }

    private void carry() {
        h1 += h0 >>> LIMB_BITS;
        h2 += h1 >>> LIMB_BITS;
        h3 += h2 >>> LIMB_BITS;
        h4 += h3 >>> LIMB_BITS;
        h0 = (h0 & LIMB) + 5 * (h4 >>> LIMB_BITS);
        h1 &= LIMB;
        h2 &= LIMB;
        h3 &= LIMB;
        h4 &= LIMB;
    }

    private static long select(long mask, long ifSet, long otherwise) {
        return (ifSet & mask | otherwise & ~mask) & LIMB;
    }

    /** Writes the low 32 bits and returns what is above them. */
    private static long put(byte[] out, int at, long sum) {
        INT.set(out, at, (int) sum);
        return sum >>> 32;
    }
}
