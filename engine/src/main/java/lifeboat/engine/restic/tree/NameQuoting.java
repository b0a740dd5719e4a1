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
     * Gives back the bytes of a quoted name; the array itself if nothing is quoted in it.
     *
     * @param quoted UTF-8
     * @throws IllegalArgumentException if no {@code Quote} writes such text
     */
    static byte[] unquote(byte[] quoted) {
        for (byte b : quoted) {
            if (b == '\\' || b == '"' || b == '\n') {
                return new Unquoting(quoted).bytes();
            }
        }
        return quoted;
    }

    /** One name that has something to unquote. */
    private static final class Unquoting {
        private final byte[] quoted;
        private final byte[] out;
        private int at;
        private int size;

        Unquoting(byte[] quoted) {
            this.quoted = quoted;
            this.out = new byte[quoted.length]; // no escape is shorter than what it stands for
        }

        byte[] bytes() {
            while (at < quoted.length) {
                byte b = quoted[at++];
                switch (b) {
                    case '\\' -> escape();
                    case '"', '\n' -> throw malformed();
                    default -> out[size++] = b;
                }
            }
            return Arrays.copyOf(out, size);
        }

        private void escape() {
            if (at == quoted.length) {
                throw malformed();
            }
            byte letter = quoted[at++];
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
            size = Utf8.put((int) codePoint, out, size);
        }

        private long number(int digits, int radix) {
            if (quoted.length - at < digits) {
                throw malformed();
            }
            long number = 0;
            for (int end = at + digits; at < end; at++) {
                byte b = quoted[at];
                int digit = b < 0 ? -1 : Character.digit(b, radix);
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
