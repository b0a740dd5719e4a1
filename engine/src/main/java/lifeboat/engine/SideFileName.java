package lifeboat.engine;

import java.util.regex.Pattern;

/**
 * Names a file that lies beside a repository's own: {@code controller/7f3a/2026-11-23T12.00Z}.
 *
 * @param path parts separated by {@code /}, each of letters, digits, dots, hyphens and underscores,
 *     beginning with a letter or digit; at most {@value #MAX_LENGTH} characters
 */
public record SideFileName(String path) implements Comparable<SideFileName> {

    private static final int MAX_LENGTH = 200;
    private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Pattern VALID = Pattern.compile(PART + "(/" + PART + ")*");

    public SideFileName {
        if (!isValid(path)) {
            throw new IllegalArgumentException("not a side file's name: \"" + path + "\"");
        }
    }

    /** Whether {@code path} can be a name; what others put into a store may have other names. */
    public static boolean isValid(String path) {
        return path.length() <= MAX_LENGTH && VALID.matcher(path).matches();
    }

    @Override
    public int compareTo(SideFileName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
