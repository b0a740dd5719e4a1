package lifeboat.controller.fleet;

import java.util.regex.Pattern;

/**
 * A copy of an agent's data folder, random, as long as it lives: letters, digits, dots, hyphens and
 * underscores, at most 64. Two machines with one identity, such as clones of an image, share it;
 * their streams tell them apart.
 */
public record InstanceId(String value) {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public InstanceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an instance id: \"" + value + "\"");
        }
    }

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
