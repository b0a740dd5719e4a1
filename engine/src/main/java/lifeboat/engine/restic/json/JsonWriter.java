package lifeboat.engine.restic.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import lifeboat.engine.ObjectId;

/**
 * Appends JSON to a growing array, without spaces, escaped as by Go 1.22 and newer.
 *
 * <p>Commas come by themselves; that brackets match is the caller's business. Each method returns
 * this writer. Not thread-safe.
 */
public final class JsonWriter {

    private static final HexFormat HEX = HexFormat.of();

    private byte[] buffer = new byte[4096];
    private int size;

    /** The bytes written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** Forgets what was written, and keeps the space. */
    public void clear() {
        size = 0;
    }

    /** Copies {@code json} as it is: ASCII that needs no escapes, such as a bracket. */
    public JsonWriter raw(String json) {
        reserve(json.length());
        for (int i = 0; i < json.length(); i++) {
            buffer[size++] = (byte) json.charAt(i);
        }
        return this;
    }

    /** Copies {@code json} as it is. */
    public JsonWriter raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, buffer, size, json.length);
        size += json.length;
        return this;
    }

    /** Begins a field of an object. */
    public JsonWriter key(String key) {
        if (buffer[size - 1] != '{') {
            raw(",");
        }
        return raw("\"").raw(key).raw("\":");
    }

    /** Begins an element of an array. */
    public JsonWriter element() {
        return buffer[size - 1] == '[' ? this : raw(",");
    }

    public JsonWriter string(String text) {
        return string(text.getBytes(UTF_8));
    }

    /** Writes UTF-8 as a string; each byte that is not UTF-8 becomes an escaped U+FFFD. */
    public JsonWriter string(byte[] text) {
        reserve(6 * text.length + 2); // an escape has at most six
        buffer[size++] = '"';
        for (int i = 0; i < text.length; ) {
            byte b = text[i];
            if (b >= 0) {
                character(b);
                i++;
            } else {
                int cp = Utf8.codePoint(text, i);
                int width = cp < 0 ? 1 : Utf8.width(cp);
                if (cp < 0 || cp == 0x2028 || cp == 0x2029) {
                    escape(cp < 0 ? 0xfffd : cp);
                } else {
                    System.arraycopy(text, i, buffer, size, width);
                    size += width;
                }
                i += width;
            }
        }
        buffer[size++] = '"';
        return this;
    }

    public JsonWriter unsigned(long number) {
        return raw(Long.toUnsignedString(number));
    }

    public JsonWriter bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    public JsonWriter id(ObjectId id) {
        return raw("\"").raw(id.hex()).raw("\"");
    }

    public JsonWriter base64(byte[] bytes) {
        return raw("\"").raw(Base64.getEncoder().encode(bytes)).raw("\"");
    }

    public JsonWriter strings(List<String> texts) {
        raw("[");
        for (String text : texts) {
            element().string(text);
        }
        return raw("]");
    }

    /** Go's {@code omitempty} of a number. */
    public JsonWriter unsignedUnlessZero(String key, long number) {
        return number == 0 ? this : key(key).unsigned(number);
    }

    /** Go's {@code omitempty} of a string. */
    public JsonWriter textUnlessEmpty(String key, String text) {
        return text.isEmpty() ? this : key(key).string(text);
    }

    public JsonWriter timestamp(Timestamp time) {
        reserve(Timestamp.MAX_TEXT + 2);
        buffer[size++] = '"';
        size = time.format(buffer, size);
        buffer[size++] = '"';
        return this;
    }

    private void character(byte ascii) {
        switch (ascii) {
            case '"', '\\' -> pair(ascii);
            case '\b' -> pair('b');
            case '\f' -> pair('f');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\t' -> pair('t');
            case '<', '>', '&' -> escape(ascii);
            default -> {
                if (ascii < 0x20) {
                    escape(ascii);
                } else {
                    buffer[size++] = ascii;
                }
            }
        }
    }

    private void pair(int second) {
        buffer[size++] = '\\';
        buffer[size++] = (byte) second;
    }

    private void escape(int codePoint) {
        pair('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            buffer[size++] = (byte) HEX.toLowHexDigit(codePoint >> shift);
        }
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
        }
    }
}
