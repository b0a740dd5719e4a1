package lifeboat.engine.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns that an operator gave, with restic's meaning.
 *
 * <p>Each is {@code filepath.Match} of Go name by name ({@code *}, {@code ?}, {@code [a-z]}, {@code
 * [^a]}, backslash), with {@code **} for any number of directories. One with a leading slash starts
 * at the root of the absolute path, any other at any depth. {@code !} in front takes back what
 * earlier ones matched. Empty patterns don't count. Immutable.
 */
public final class PatternList {

    record Item(PathPattern pattern, boolean negated) {}

    private final List<Item> items;

    private PatternList(List<Item> items) {
        this.items = List.copyOf(items);
    }

    /**
     * Compiles restic's {@code --exclude} or {@code --include}.
     *
     * @throws ProfileException naming the first pattern that does not parse
     */
    public static PatternList of(List<String> patterns) {
        return compile(patterns, false);
    }

    /**
     * Compiles restic's {@code --iexclude} or {@code --iinclude}.
     *
     * @throws ProfileException naming the first pattern that does not parse
     */
    public static PatternList ignoringCase(List<String> patterns) {
        return compile(patterns, true);
    }

    private static PatternList compile(List<String> patterns, boolean ignoreCase) {
        List<Item> items = new ArrayList<>();
        for (String text : patterns) {
            if (text.isEmpty()) {
                continue;
            }
            boolean negated = text.startsWith("!");
            try {
                items.add(
                        new Item(
                                PathPattern.compile(negated ? text.substring(1) : text, ignoreCase),
                                negated));
            } catch (IllegalArgumentException e) {
                throw new ProfileException(
                        ProfileException.Kind.BAD_PATTERN,
                        "the pattern \"" + text + "\" has " + e.getMessage(),
                        "write a backslash before a [, ], *, ? or backslash that stands for itself");
            }
        }
        return new PatternList(items);
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** The cursor at {@code /}, from which a walk enters each name of an absolute path. */
    public PatternCursor root() {
        long[] states = new long[items.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = items.get(i).pattern.start();
        }
        return new PatternCursor(items, states);
    }
}
