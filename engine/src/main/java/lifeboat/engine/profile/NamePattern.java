package lifeboat.engine.profile;

import java.util.Arrays;

/** A pattern for one name, without separators, as Go's {@code filepath.Match} reads it. */
sealed interface NamePattern permits NamePattern.Literal, Glob {

    boolean matches(byte[] name);

    /**
     * Compiles one component of a pattern.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static NamePattern compile(byte[] text) {
        for (byte b : text) {
            if (b == '*' || b == '?' || b == '[' || b == '\\') {
                return Glob.compile(text);
            }
        }
        return new Literal(text);
    }

    /** A name without wildcards: most patterns, and the reason that they cost next to nothing. */
    final class Literal implements NamePattern {

        private final byte[] expected;

        private Literal(byte[] expected) {
            this.expected = expected;
        }

        @Override
        public boolean matches(byte[] name) {
            return Arrays.equals(expected, name);
        }
    }
}
