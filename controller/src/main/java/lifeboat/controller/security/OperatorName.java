package lifeboat.controller.security;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A person, or a program that acts for one: letters, digits and {@code . _ @ -}, at most 64,
 * beginning with a letter or digit. Not one of the names that the audit log uses itself.
 */
public record OperatorName(String value) {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Set<String> RESERVED = Set.of("schedule", "system", "anonymous", "host");

    public OperatorName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an operator's name: \"" + value + "\"");
        }
    }

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches() && !RESERVED.contains(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
