package lifeboat.engine.restic.json;

/** UTF-8 in bytes that may not be UTF-8, divided into characters as Go divides them. */
public final class Utf8 {

    private Utf8() {}

    /**
     * The code point that begins at {@code at}, or −1 if no valid one does; then that one byte is
     * to be passed over. Overlong forms and surrogates are not valid.
     */
    public static int codePoint(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) {
            return first;
        }
        if ((first & 0xe0) == 0xc0) {
            int cp = (first & 0x1f) << 6 | continuation(bytes, at + 1);
            return cp >= 0x80 ? cp : -1;
        }
        if ((first & 0xf0) == 0xe0) {
            int cp =
                    (first & 0xf) << 12
                            | continuation(bytes, at + 1) << 6
                            | continuation(bytes, at + 2);
            return cp >= 0x800 && (cp < Character.MIN_SURROGATE || cp > Character.MAX_SURROGATE)
                    ? cp
                    : -1;
        }
        if ((first & 0xf8) == 0xf0) {
            int cp =
                    (first & 7) << 18
                            | continuation(bytes, at + 1) << 12
                            | continuation(bytes, at + 2) << 6
                            | continuation(bytes, at + 3);
            return cp >= 0x10000 && cp <= Character.MAX_CODE_POINT ? cp : -1;
        }
        return -1;
    }

    /** The bytes that a code point takes. */
    public static int width(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** Writes the bytes of a code point at {@code at} and returns where they end. */
    public static int put(int codePoint, byte[] to, int at) {
        int width = width(codePoint);
        if (width == 1) {
            to[at] = (byte) codePoint;
            return at + 1;
        }
        int rest = codePoint;
        for (int i = at + width - 1; i > at; i--) {
            to[i] = (byte) (0x80 | (rest & 0x3f));
            rest >>= 6;
        }
        to[at] = (byte) ((0xf00 >> width) | rest);
        return at + width;
    }

    public static boolean isValid(byte[] bytes) {
        for (int i = 0; i < bytes.length; ) {
            int cp = codePoint(bytes, i);
            if (cp < 0) {
                return false;
            }
            i += width(cp);
        }
        return true;
    }

    /** The six bits of a continuation byte, or −1 if it is none: negative however it is shifted. */
    private static int continuation(byte[] bytes, int at) {
        return at < bytes.length && (bytes[at] & 0xc0) == 0x80 ? bytes[at] & 0x3f : -1;
    }
}
