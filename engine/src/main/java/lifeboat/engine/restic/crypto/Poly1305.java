package lifeboat.engine.restic.crypto;

import static java.lang.Math.multiplyHigh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Poly1305 (RFC 8439, section 2.5) of whole messages.
 *
 * <p>Our own, since the JDK has it only within ChaCha20-Poly1305, and since the JVM keeps no class
 * of a signed library in its cache and proves the whole library before the first.
 *
 * <p>Numbers are three limbs of 44, 44 and 42 bits. No step depends on what they are.
 */
final class Poly1305 {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BLOCK = 16;
    private static final long M44 = (1L << 44) - 1;
    private static final long M42 = (1L << 42) - 1;

    /**
     * By what both factors are shifted, so that the upper word of a product begins at its bit 44.
     */
    private static final int UP = 10;

    private final byte[] tail = new byte[BLOCK];
    private long r0;
    private long r1;
    private long r2;
    private long h0;
    private long h1;
    private long h2;

    /**
     * Writes the 16 bytes of the MAC to the start of {@code mac}.
     *
     * @param key {@code r(16) ‖ s(16)}; good for one message
     */
    void authenticate(byte[] key, byte[] message, int offset, int length, byte[] mac) {
        long low = (long) LONG.get(key, 0) & 0x0fff_fffc_0fff_ffffL;
        long high = (long) LONG.get(key, 8) & 0x0fff_fffc_0fff_fffcL;
        r0 = low & M44;
        r1 = (low >>> 44 | high << 20) & M44;
        r2 = high >>> 24;
        h0 = 0;
        h1 = 0;
        h2 = 0;
        int whole = length / BLOCK * BLOCK;
        blocks(message, offset, offset + whole, 1L << 40);
        if (whole < length) {
            lastBlock(message, offset + whole, length - whole);
        }
        finish((long) LONG.get(key, 16), (long) LONG.get(key, 24), mac);
    }

    private void lastBlock(byte[] message, int offset, int length) {
        System.arraycopy(message, offset, tail, 0, length);
        tail[length] = 1;
        Arrays.fill(tail, length + 1, BLOCK, (byte) 0);
        blocks(tail, 0, BLOCK, 0);
    }

    /** For each block {@code h = (h + block) · r mod 2^130 − 5}, but for a little of the carry. */
    private void blocks(byte[] message, int from, int to, long endBit) {
        long a0 = h0;
        long a1 = h1;
        long a2 = h2;
        long b0 = r0;
        long b1 = r1;
        long b2 = r2;
        long s1 = b1 * 20; // what is at 2^132 and above comes back, times 5·4
        long s2 = b2 * 20;
        long u0 = b0 << UP;
        long u1 = b1 << UP;
        long u2 = b2 << UP;
        long t1 = s1 << UP;
        long t2 = s2 << UP;
        for (int at = from; at < to; at += BLOCK) {
            long low = (long) LONG.get(message, at);
            long high = (long) LONG.get(message, at + 8);
            a0 += low & M44;
            a1 += (low >>> 44 | high << 20) & M44;
            a2 += high >>> 24 | endBit;
            long v0 = a0 << UP;
            long v1 = a1 << UP;
            long v2 = a2 << UP;
            long d0 = (a0 * b0 & M44) + (a1 * s2 & M44) + (a2 * s1 & M44);
            long d1 = (a0 * b1 & M44) + (a1 * b0 & M44) + (a2 * s2 & M44);
            long d2 = (a0 * b2 & M44) + (a1 * b1 & M44) + (a2 * b0 & M44);
            d1 += multiplyHigh(v0, u0) + multiplyHigh(v1, t2) + multiplyHigh(v2, t1) + (d0 >>> 44);
            d2 += multiplyHigh(v0, u1) + multiplyHigh(v1, u0) + multiplyHigh(v2, t2) + (d1 >>> 44);
            long top = multiplyHigh(v0, u2) + multiplyHigh(v1, u1) + multiplyHigh(v2, u0);
            a0 = (d0 & M44) + ((top << 2) + (d2 >>> 42)) * 5;
            a1 = (d1 & M44) + (a0 >>> 44);
            a0 &= M44;
            a2 = d2 & M42;
        }
        h0 = a0;
        h1 = a1;
        h2 = a2;
    }

    /** Reduces {@code h} in full and adds {@code s}, given as two words. */
    private void finish(long sLow, long sHigh, byte[] mac) {
        for (int i = 0; i < 2; i++) {
            h2 += h1 >>> 44;
            h1 &= M44;
            h0 += (h2 >>> 42) * 5;
            h2 &= M42;
            h1 += h0 >>> 44;
            h0 &= M44;
        }
        long g0 = h0 + 5; // h − (2^130 − 5), of which bit 130 says whether h is the larger
        long g1 = h1 + (g0 >>> 44);
        long g2 = h2 + (g1 >>> 44);
        long larger = -(g2 >>> 42);
        h0 ^= (h0 ^ g0 & M44) & larger;
        h1 ^= (h1 ^ g1 & M44) & larger;
        h2 ^= (h2 ^ g2 & M42) & larger;
        long low = h0 | h1 << 44;
        long high = h1 >>> 20 | h2 << 24;
        long sum = low + sLow;
        long carry = (low & sLow | (low | sLow) & ~sum) >>> 63;
        LONG.set(mac, 0, sum);
        LONG.set(mac, 8, high + sHigh + carry);
    }
}
