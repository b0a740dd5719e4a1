package lifeboat.engine.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/** Rules for names, which are bytes. */
public final class FileName {

    /** The longest that a file system of Linux takes: FUSE 1024, OpenZFS 1023, most others 255. */
    static final int MAX_BYTES = 1024;

    private FileName() {}

    /** Whether {@code name} stays in its directory and names one thing in it. */
    public static boolean isSafe(byte[] name) {
        for (byte b : name) {
            if (b == 0 || b == '/') {
                return false;
            }
        }
        return switch (name.length) {
            case 0 -> false;
            case 1 -> name[0] != '.';
            case 2 -> name[0] != '.' || name[1] != '.';
            default -> true;
        };
    }

    /** The last line of defence: a name that gets here unsafe is a bug, not an event. */
    static byte[] require(byte[] name) {
        if (!isSafe(name)) {
            throw new IllegalArgumentException("not a file name: \"" + show(name) + "\"");
        }
        return name;
    }

    /**
     * For people: the name itself if it is plain UTF-8 text; otherwise ASCII with {@code \xhh} for
     * each other byte, so that no name can forge a line of a log or steer a terminal.
     */
    public static String show(byte[] name) {
        String text = new String(name, UTF_8);
        boolean plain =
                text.codePoints().allMatch(FileName::isPlain)
                        && Arrays.equals(text.getBytes(UTF_8), name);
        return plain ? text : escape(name);
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> codePoint != '\\';
        };
    }

    private static String escape(byte[] name) {
        StringBuilder shown = new StringBuilder();
        for (byte b : name) {
            if (b == '\\') {
                shown.append("\\\\");
            } else if (b >= ' ' && b <= '~') {
                shown.append((char) b);
            } else {
                shown.append("\\x").append(HexFormat.of().toHexDigits(b));
            }
        }
        return shown.toString();
    }
}
