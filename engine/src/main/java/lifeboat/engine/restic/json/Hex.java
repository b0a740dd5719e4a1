package lifeboat.engine.restic.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hexadecimal digits, eight at a time: half of a tree's bytes are ids. */
final class Hex {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long EACH = 0x0101_0101_0101_0101L;

    private Hex() {}

    /** The number that eight digits make at {@code at}, or −1 if they are not eight digits. */
    static long eight(byte[] text, int at) {
        long ascii = (long) EIGHT_BYTES.get(text, at);
        long digits = (ascii & (0x0f * EACH)) + 9 * ((ascii >>> 6) & EACH); // a letter has bit 6
        long letters = ((digits + 6 * EACH) >>> 4) & EACH;
        long lowerCase = digits + '0' * EACH + ('a' - 10 - '0') * letters;
        if ((digits & (0x10 * EACH)) != 0 || lowerCase != (ascii | (0x20 * letters))) {
            return -1;
        }
        long pairs = (digits | (digits >>> 4)) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs | (pairs >>> 8)) & 0x0000_ffff_0000_ffffL;
        return (fours | (fours >>> 16)) & 0xffff_ffffL;
    }

    /** The digit that {@code b} is, or −1. */
    static int one(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
