package lifeboat.engine.restic.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The names that a document is expected to use, as keys or as values, found in its bytes without
 * making a String of each.
 */
public final class Names {

    static final int NONE = -1;

    private static final VarHandle HEAD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String[] texts;
    private final byte[][] bytes; // with the quotation mark
    private final long[] heads; // the first eight of these bytes, the first one lowest
    private final long[] masks; // of the bytes that the head has

    private Names(String... names) {
        texts = names.clone();
        bytes = new byte[names.length][];
        heads = new long[names.length];
        masks = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = (names[i] + '"').getBytes(US_ASCII);
            heads[i] = (long) HEAD.get(Arrays.copyOf(bytes[i], Math.max(8, bytes[i].length)), 0);
            masks[i] = bytes[i].length < 8 ? (1L << (8 * bytes[i].length)) - 1 : -1;
        }
    }

    /** Names in ASCII that JSON need not escape, best in the order in which they mostly come. */
    public static Names of(String... names) {
        return new Names(names);
    }

    String text(int name) {
        return texts[name];
    }

    /** With the quotation mark that ends it. */
    int length(int name) {
        return bytes[name].length;
    }

    /**
     * Finds which name begins at {@code from} and ends with a quotation mark.
     *
     * @param first the one to try first, then those after it: keys mostly come in one order
     */
    int find(byte[] json, int from, int end, int first) {
        if (end - from < 8) {
            return NONE; // the caller reads it the slow way
        }
        long head = (long) HEAD.get(json, from);
        for (int i = first; i < heads.length; i++) {
            if ((head & masks[i]) == heads[i] && goesOn(json, from, end, bytes[i])) {
                return i;
            }
        }
        for (int i = 0; i < first && i < heads.length; i++) {
            if ((head & masks[i]) == heads[i] && goesOn(json, from, end, bytes[i])) {
                return i;
            }
        }
        return NONE;
    }

    /** Whether {@code name}, whose first eight bytes are there, is there with the others, too. */
    private static boolean goesOn(byte[] json, int from, int end, byte[] name) {
        if (name.length > end - from) {
            return false;
        }
        for (int i = 8; i < name.length; i++) {
            if (json[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
