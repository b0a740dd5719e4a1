package lifeboat.controller.fleet;

import java.util.regex.Pattern;

/**
 * A host, unique in the fleet: lower-case letters, digits, dots and hyphens, at most 63, beginning
 * with a letter or digit.
 */
public record HostName(String value) implements Comparable<HostName> {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    public HostName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a host name: \"" + value + "\"");
        }
    }

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
