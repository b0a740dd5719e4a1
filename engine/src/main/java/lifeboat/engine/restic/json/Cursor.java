package lifeboat.engine.restic.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import lifeboat.engine.RepositoryException;

/** Goes through the bytes of one document; knows the grammar of JSON (RFC 8259), not its use. */
final class Cursor {

    static final int MAX_DEPTH = 64;

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final long MAX_UINT64_TENS = Long.divideUnsigned(-1, 10);
    private static final int SAFE_DIGITS = 18; // so many fit, whatever they are
    private static final int REPLACEMENT = 0xfffd;

    private final Subject subject;
    private final byte[] json;
    private final int start;
    private final int end;
    private int at;
    private int depth;

    Cursor(Subject subject, byte[] json, int offset, int length) {
        this.subject = subject;
        this.json = json;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** The next byte; NUL, which stands nowhere in JSON, at the end. */
    byte peek() {
        return at < end ? json[at] : 0;
    }

    boolean atEnd() {
        return at == end;
    }

    /** Passes over {@code b}, if it comes next. */
    boolean accept(char b) {
        if (peek() != b) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char b) {
        if (!accept(b)) {
            throw malformed();
        }
    }

    /** Passes over white space; returns the byte after it, which is not passed. */
    byte next() {
        while (at < end) {
            byte b = json[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\t' && b != '\r')) {
                return b;
            }
            at++;
        }
        return 0;
    }

    void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    /** Enters an object or array. */
    void open(char bracket) {
        expect(bracket);
        depth++;
        if (depth > MAX_DEPTH) {
            throw subject.hostile("has brackets more than " + MAX_DEPTH + " deep");
        }
    }

    /** Leaves an object or array, if it ends here; else passes the comma before what is next. */
    boolean close(char bracket, boolean first) {
        byte b = next();
        if (b == bracket) {
            at++;
            depth--;
            return true;
        }
        if (!first) {
            expect(',');
            next();
        }
        return false;
    }

    /** Passes the colon of a key. */
    void colon() {
        next();
        expect(':');
        next();
    }

    /**
     * Finds which of {@code names} the string here is, and passes over it.
     *
     * @return {@link Names#NONE}, with nothing passed, if it is another
     */
    int name(Names names, int first) {
        if (peek() != '"') {
            throw malformed();
        }
        int name = names.find(json, at + 1, end, first);
        if (name != Names.NONE) {
            at += names.length(name) + 1;
        }
        return name;
    }

    String string() {
        int from = at + 1;
        return passString()
                ? new String(json, from, at - 1 - from, UTF_8)
                : new String(decoded(from, at - 1), UTF_8);
    }

    /** The string here, in UTF-8. */
    byte[] bytes() {
        int from = at + 1;
        return passString() ? Arrays.copyOfRange(json, from, at - 1) : decoded(from, at - 1);
    }

    /** Whether the bytes of {@code text}, and then the end of the string, come next. */
    boolean stringIs(byte[] text) {
        int from = at + 1;
        int to = from + text.length;
        if (to < end && json[to] == '"' && Arrays.equals(json, from, to, text, 0, text.length)) {
            at = to + 1;
            return true;
        }
        return false;
    }

    /**
     * Passes over the string here.
     *
     * @return whether its bytes are its text: ASCII without escapes
     */
    private boolean passString() {
        expect('"');
        boolean plain = true;
        int i = at;
        for (; i < end; i++) {
            byte b = json[i];
            if (b == '"') {
                at = i + 1;
                return plain;
            }
            if (b == '\\') {
                plain = false;
                i++;
            } else if (b < 0) {
                plain = false;
            } else if (b < ' ') {
                break;
            }
        }
        throw malformed(Math.min(i, end));
    }

    /** The text of a string, whose bytes need not be its text, in UTF-8. */
    private byte[] decoded(int from, int to) {
        byte[] text = new byte[to - from]; // no escape is shorter than what it stands for
        int size = 0;
        for (int i = from; i < to; ) {
            byte b = json[i];
            if (b == '\\' && json[i + 1] == 'u') {
                int first = codeUnit(i, to);
                i += 6;
                int codePoint = first;
                if (Character.isSurrogate((char) first)) {
                    codePoint = REPLACEMENT; // as Go reads a lone one
                    if (i < to && json[i] == '\\' && json[i + 1] == 'u') {
                        int second = codeUnit(i, to);
                        if (Character.isSurrogatePair((char) first, (char) second)) {
                            codePoint = Character.toCodePoint((char) first, (char) second);
                            i += 6;
                        }
                    }
                }
                size = Utf8.put(codePoint, text, size);
            } else if (b == '\\') {
                int escape = ESCAPES.indexOf(json[i + 1]);
                if (escape < 0) {
                    throw malformed(i);
                }
                text[size++] = (byte) ESCAPED.charAt(escape);
                i += 2;
            } else {
                int codePoint = Utf8.codePoint(json, i);
                if (codePoint < 0) {
                    throw malformed(i);
                }
                size = Utf8.put(codePoint, text, size);
                i += Utf8.width(codePoint);
            }
        }
        return Arrays.copyOf(text, size);
    }

    /** The number of the escape {@code \\u} at {@code i}. */
    private int codeUnit(int i, int to) {
        if (to - i < 6) {
            throw malformed(i);
        }
        int unit = 0;
        for (int k = i + 2; k < i + 6; k++) {
            int digit = Hex.one(json[k]);
            if (digit < 0) {
                throw malformed(i);
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** Passes over any value. */
    void skip() {
        switch (peek()) {
            case '{' -> {
                open('{');
                for (boolean first = true; !close('}', first); first = false) {
                    passString();
                    colon();
                    skip();
                }
            }
            case '[' -> {
                open('[');
                for (boolean first = true; !close(']', first); first = false) {
                    skip();
                }
            }
            case '"' -> passString();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> skipNumber();
        }
    }

    private void skipNumber() {
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('-')) {
                accept('+');
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (isDigit()) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
    }

    /** Sixteen hexadecimal digits. */
    long hexWord() {
        if (end - at < 16) {
            throw malformed();
        }
        long high = Hex.eight(json, at);
        long low = Hex.eight(json, at + 8);
        if ((high | low) < 0) {
            throw subject.damaged("has an id that is not 64 hexadecimal digits");
        }
        at += 16;
        return (high << 32) | low;
    }

    /** A whole number without a sign, of 64 bits. */
    long number() {
        long number = 0;
        int i = at;
        for (; i < end; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (i - at >= SAFE_DIGITS && !fits(number, digit)) {
                throw outOfRange();
            }
            number = 10 * number + digit;
        }
        if (i == at || (json[at] == '0' && i > at + 1)) {
            throw malformed();
        }
        at = i;
        return number;
    }

    /** Whether {@code number} and one more digit are at most 18,446,744,073,709,551,615. */
    private static boolean fits(long number, int digit) {
        int c = Long.compareUnsigned(number, MAX_UINT64_TENS);
        return c < 0 || (c == 0 && digit <= 5);
    }

    RepositoryException outOfRange() {
        return subject.hostile("has a number out of range");
    }

    boolean isDigit() {
        byte b = peek();
        return b >= '0' && b <= '9';
    }

    RepositoryException malformed() {
        return malformed(at);
    }

    private RepositoryException malformed(int where) {
        return subject.damaged("does not parse at byte " + (where - start));
    }
}
