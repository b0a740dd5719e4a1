package lifeboat.engine.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as Go reads it, one character at a time, in names that need not be UTF-8: a byte that
 * starts no valid sequence is a character of its own, {@link #INVALID}.
 */
final class Utf8 {

    /** The replacement character, which Go's patterns see in place of an invalid byte. */
    static final int INVALID = 0xFFFD;

    private static final byte[] INVALID_BYTES = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    /** The bytes of the character at {@code at}: 1 to 4, and 1 for an invalid byte. */
    static int width(byte[] text, int at) {
        int first = text[at] & 0xFF;
        int width = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (width < 2 || first > 0xF4 || at + width > text.length) {
            return 1;
        }
        for (int i = 1; i < width; i++) {
            if ((text[at + i] & 0xC0) != 0x80) {
                return 1;
            }
        }
        int second = text[at + 1] & 0xFF;
        boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
        boolean surrogate = first == 0xED && second > 0x9F;
        boolean tooLarge = first == 0xF4 && second > 0x8F;
        return overlong || surrogate || tooLarge ? 1 : width;
    }

    /** The character of {@code width(text, at)} bytes at {@code at}. */
    static int character(byte[] text, int at) {
        int first = text[at] & 0xFF;
        return switch (width(text, at)) {
            case 1 -> first < 0x80 ? first : INVALID;
            case 2 -> (first & 0x1F) << 6 | low(text, at + 1);
            case 3 -> (first & 0x0F) << 12 | low(text, at + 1) << 6 | low(text, at + 2);
            default ->
                    (first & 0x07) << 18
                            | low(text, at + 1) << 12
                            | low(text, at + 2) << 6
                            | low(text, at + 3);
        };
    }

    private static int low(byte[] text, int at) {
        return text[at] & 0x3F;
    }

    /** Each character's lower case by itself, as Go's {@code strings.ToLower}; may share bytes. */
    static byte[] lowerCase(byte[] text) {
        boolean ascii = true;
        boolean lower = true;
        for (byte b : text) {
            ascii &= b >= 0;
            lower &= b < 'A' || b > 'Z';
        }
        if (ascii && lower) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 8);
        for (int at = 0; at < text.length; at += width(text, at)) {
            int character = Character.toLowerCase(character(text, at));
            out.writeBytes(
                    character == INVALID
                            ? INVALID_BYTES
                            : Character.toString(character).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
