package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import lifeboat.engine.restic.json.Utf8;

/**
 * Names as Go's {@code strconv.Quote} writes them, without the outer quotes.
 *
 * <p>Any bytes become text that has no control characters, and come back exactly. What counts as
 * printable is what has no control, format, surrogate, private or unassigned category and is not a
 * separator, by the platform's version of Unicode.
 */
final class NameQuoting {

    private static final String LETTERS = "abfnrtv\\\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";

    private NameQuoting() {}

    /** Quotes {@code name} into UTF-8; returns the array itself if there is nothing to quote. */
    static byte[] quote(byte[] name) {
        for (byte b : name) {
            if (b < 0x20 || b == 0x7f || b == '"' || b == '\\') {
                return quoteEach(name);
            }
        }
        return name;
    }

    private static byte[] quoteEach(byte[] name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * name.length);
        for (int i = 0; i < name.length; ) {
            int cp = Utf8.codePoint(name, i);
            int width = cp < 0 ? 1 : Utf8.width(cp);
            int letter = cp < 0 ? -1 : MEANINGS.indexOf(cp);
            if (letter >= 0) {
                out.write('\\');
                out.write(LETTERS.charAt(letter));
            } else if (isPrintable(cp)) {
                out.write(name, i, width);
            } else if (cp < 0x20 || cp == 0x7f) {
                escape(out, 'x', name[i], 2);
            } else if (cp < 0x10000) {
                escape(out, 'u', cp, 4);
            } else {
                escape(out, 'U', cp, 8);
            }
            i += width;
        }
        return out.toByteArray();
    }

    private static void escape(ByteArrayOutputStream out, char letter, int value, int digits) {
        out.write('\\');
        out.write(letter);
        out.writeBytes(HexFormat.of().toHexDigits(value, digits).getBytes(UTF_8));
    }

    private static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= 0x20;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /**
     * Gives back the bytes of a quoted name.
     *
     * @throws IllegalArgumentException if no {@code Quote} writes such text
     */
    static byte[] unquote(String quoted) {
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' || c == '"' || c == '\n' || Character.isSurrogate(c)) {
                return new Unquoting(quoted).bytes();
            }
        }
        return quoted.getBytes(UTF_8);
    }

    /** One name that has something to unquote. */
    private static final class Unquoting {
        private final String quoted;
        private final byte[] out;
        private int at;
        private int size;

        Unquoting(String quoted) {
            this.quoted = quoted;
            this.out = new byte[3 * quoted.length()];
        }

        byte[] bytes() {
            while (at < quoted.length()) {
                int cp = quoted.codePointAt(at);
                at += Character.charCount(cp);
                switch (cp) {
                    case '\\' -> escape();
                    case '"', '\n' -> throw malformed();
                    default -> character(cp);
                }
            }
            return Arrays.copyOf(out, size);
        }

        private void escape() {
            if (at == quoted.length()) {
                throw malformed();
            }
            char letter = quoted.charAt(at++);
            switch (letter) {
                case 'x' -> out[size++] = (byte) number(2, 16);
                case 'u' -> escapedCharacter(number(4, 16));
                case 'U' -> escapedCharacter(number(8, 16));
                case '0', '1', '2', '3' -> {
                    at--;
                    out[size++] = (byte) number(3, 8);
                }
                default -> {
                    int meaning = LETTERS.indexOf(letter);
                    if (meaning < 0) {
                        throw malformed();
                    }
                    out[size++] = (byte) MEANINGS.charAt(meaning);
                }
            }
        }

        private void escapedCharacter(long codePoint) {
            if (codePoint > Character.MAX_CODE_POINT || isSurrogate(codePoint)) {
                throw malformed();
            }
            character((int) codePoint);
        }

        private void character(int codePoint) {
            int valid = isSurrogate(codePoint) ? 0xfffd : codePoint; // as Go reads a lone one
            byte[] bytes = Character.toString(valid).getBytes(UTF_8);
            System.arraycopy(bytes, 0, out, size, bytes.length);
            size += bytes.length;
        }

        private long number(int digits, int radix) {
            if (quoted.length() - at < digits) {
                throw malformed();
            }
            long number = 0;
            for (int end = at + digits; at < end; at++) {
                char c = quoted.charAt(at);
                int digit = c < 0x80 ? Character.digit(c, radix) : -1;
                if (digit < 0) {
                    throw malformed();
                }
                number = number * radix + digit;
            }
            return number;
        }

        private static boolean isSurrogate(long codePoint) {
            return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException("is not quoted as names are");
        }
    }
}
