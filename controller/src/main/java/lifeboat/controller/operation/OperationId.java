package lifeboat.controller.operation;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An operation: the letter of its kind, a hyphen and eight random letters and digits of Crockford's
 * base 32, such as {@code b-7f3k2q9d}.
 */
public record OperationId(String value) {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 8;
    private static final Pattern VALID = Pattern.compile("[brcp]-[0-9a-hjkmnp-tv-z]{8}");

    public OperationId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("not an operation id: \"" + value + "\"");
        }
    }

    static OperationId random(OperationKind kind, RandomGenerator random) {
        StringBuilder id = new StringBuilder().append(kind.letter()).append('-');
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new OperationId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
