package lifeboat.controller.plan;

import java.util.regex.Pattern;

/**
 * A recovery plan, unique: lower-case letters, digits, dots and hyphens, at most 63, beginning with
 * a letter or digit.
 */
public record PlanName(String value) implements Comparable<PlanName> {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    public PlanName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a plan name: \"" + value + "\"");
        }
    }

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public int compareTo(PlanName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
