package lifeboat.controller.plan;

import java.util.regex.Pattern;

/**
 * The name by which plans share a repository: lower-case letters, digits, dots and hyphens, at most
 * 63, beginning with a letter or digit.
 */
public record RepositoryName(String value) implements Comparable<RepositoryName> {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    public RepositoryName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a repository name: \"" + value + "\"");
        }
    }

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public int compareTo(RepositoryName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
