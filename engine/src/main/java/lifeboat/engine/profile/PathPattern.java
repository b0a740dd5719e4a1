package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for paths, matched name by name on the way down a tree.
 *
 * <p>Rooted patterns start at the root of the walk, others anywhere below it; {@code **} stands for
 * any number of names, also none. A path that a pattern matches takes everything below it along.
 * Source: restic's "Excluding Files" and what restic 0.14 does, 2026.
 *
 * <p>A state is a set of positions in the pattern, a bit each, so that a step costs as many
 * comparisons as positions are possible, whatever the path's depth and however many {@code **}
 * there are. Bit {@code length} says that the path, or a directory above it, has been matched.
 */
final class PathPattern {

    private static final int MAX_NAMES = 62;

    private final NamePattern[] names;
    private final long spans; // the positions of **
    private final boolean rooted;
    private final boolean ignoreCase;

    private PathPattern(List<String> components, boolean rooted, boolean ignoreCase) {
        if (components.size() > MAX_NAMES) {
            throw new IllegalArgumentException("more than " + MAX_NAMES + " names");
        }
        this.rooted = rooted;
        this.ignoreCase = ignoreCase;
        this.names = new NamePattern[components.size()];
        long found = 0;
        for (int i = 0; i < names.length; i++) {
            String component = components.get(i);
            names[i] = NamePattern.compile(component.getBytes(ISO_8859_1));
            found |= component.equals("**") ? 1L << i : 0;
        }
        this.spans = found;
    }

    /**
     * Compiles restic's form: a leading slash makes it rooted, slashes at the end don't matter, and
     * {@code .} and {@code ..} are resolved.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static PathPattern compile(String text, boolean ignoreCase) {
        byte[] utf8 = text.getBytes(UTF_8);
        // One character per byte from here on: exact for names that are not UTF-8.
        String bytes = new String(ignoreCase ? Utf8.lowerCase(utf8) : utf8, ISO_8859_1);
        boolean rooted = bytes.startsWith("/");
        return new PathPattern(clean(bytes, rooted), rooted, ignoreCase);
    }

    /** Compiles a pattern that starts where the walk starts, without a leading slash. */
    static PathPattern anchored(String text) {
        return compile("/" + text, false);
    }

    private static List<String> clean(String path, boolean rooted) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                parts.add(part);
            } else if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!rooted) {
                parts.add(part);
            }
        }
        // "." alone names no file; it must not become the pattern without names, which takes all.
        return parts.isEmpty() && !rooted ? List.of(".") : parts;
    }

    /** The state at the root of the walk. */
    long start() {
        return withSpansSkipped(1);
    }

    /** The state at {@code name} in a directory that has {@code state}. */
    long step(long state, byte[] name) {
        if (state == 0) {
            return 0;
        }
        byte[] compared = ignoreCase ? Utf8.lowerCase(name) : name;
        long next = state & (spans | 1L << names.length);
        for (long left = state & ~next; left != 0; left &= left - 1) {
            int position = Long.numberOfTrailingZeros(left);
            if (names[position].matches(compared)) {
                next |= 1L << (position + 1);
            }
        }
        return withSpansSkipped(rooted ? next : next | 1);
    }

    private long withSpansSkipped(long state) {
        long all = state;
        for (long left = spans; left != 0; left &= left - 1) {
            long span = Long.lowestOneBit(left);
            if ((all & span) != 0) {
                all |= span << 1;
            }
        }
        return all;
    }

    /** Whether the path of {@code state}, or a directory above it, is matched. */
    boolean matched(long state) {
        return (state >>> names.length & 1) != 0;
    }

    /** The state without a match: what is left are matches that further names may bring. */
    long unmatched(long state) {
        return state & ~(1L << names.length);
    }

    /** Whether one more name may bring a match. */
    boolean awaitsLastName(long state) {
        return names.length > 0 && (state >>> (names.length - 1) & 1) != 0;
    }
}
