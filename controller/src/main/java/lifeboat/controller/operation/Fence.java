package lifeboat.controller.operation;

import java.util.Comparator;

/**
 * Orders the commands for one target: an agent refuses a lower one than it has seen.
 *
 * @param epoch above that of any fence seen when the controller started
 * @param counter one more for each command
 */
public record Fence(long epoch, long counter) implements Comparable<Fence> {

    /** Below all that is ever sent. */
    public static final Fence NONE = new Fence(0, 0);

    private static final Comparator<Fence> ORDER =
            Comparator.comparingLong(Fence::epoch).thenComparingLong(Fence::counter);

    @Override
    public int compareTo(Fence other) {
        return ORDER.compare(this, other);
    }
}
