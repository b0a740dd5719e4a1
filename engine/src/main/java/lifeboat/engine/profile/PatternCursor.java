package lifeboat.engine.profile;

import java.util.List;

/** What a {@link PatternList} says about one path and what lies below it. Immutable. */
public final class PatternCursor {

    private final List<PatternList.Item> items;
    private final long[] states;
    private final boolean matches;
    private final boolean mayMatchBelow;

    PatternCursor(List<PatternList.Item> items, long[] states) {
        this.items = items;
        this.states = states;
        boolean matched = false;
        boolean below = false;
        for (int i = 0; i < states.length; i++) {
            PatternList.Item item = items.get(i);
            boolean here = item.pattern().matched(states[i]);
            if (item.negated()) {
                matched &= !here;
                below &= !here;
            } else {
                matched |= here;
                below |= states[i] != 0;
            }
        }
        this.matches = matched;
        this.mayMatchBelow = below;
    }

    /** The cursor at {@code name} in this directory. */
    public PatternCursor enter(byte[] name) {
        long[] next = new long[states.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = items.get(i).pattern().step(states[i], name);
        }
        return new PatternCursor(items, next);
    }

    /**
     * Whether the list takes this path. An excluded directory is not entered, so that a {@code !}
     * can't bring back what lies below it.
     */
    public boolean matches() {
        return matches;
    }

    /** Whether an include must enter this directory: something below it may be taken. */
    public boolean mayMatchBelow() {
        return mayMatchBelow;
    }
}
