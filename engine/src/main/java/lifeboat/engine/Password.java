package lifeboat.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A repository's password, as bytes; never shows itself. */
public final class Password {

    private final byte[] bytes;

    private Password(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A password as typed, taken as it is. */
    public static Password of(char[] typed) {
        return new Password(new String(typed).getBytes(StandardCharsets.UTF_8));
    }

    /** A password as bytes, taken as they are. */
    public static Password ofBytes(byte[] bytes) {
        return new Password(bytes.clone());
    }

    /**
     * The password in a file: all of it, without a UTF-8 byte order mark and without white space at
     * its ends, as restic 0.14 was seen to read it. A line break inside belongs to the password.
     *
     * <p>White space is ASCII's; restic also reads UTF-16 and trims Unicode's.
     */
    public static Password ofFile(byte[] content) {
        int from = 0;
        int to = content.length;
        if (to >= 3
                && content[0] == (byte) 0xef
                && content[1] == (byte) 0xbb
                && content[2] == (byte) 0xbf) {
            from = 3;
        }
        while (from < to && isSpace(content[from])) {
            from++;
        }
        while (to > from && isSpace(content[to - 1])) {
            to--;
        }
        return new Password(Arrays.copyOfRange(content, from, to));
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** A copy of the bytes, for a key derivation. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
