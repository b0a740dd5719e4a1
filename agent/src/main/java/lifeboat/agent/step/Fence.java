package lifeboat.agent.step;

import java.util.Comparator;

/** Orders the commands for one target: what comes with a lower one is from the past. */
public record Fence(long epoch, long counter) implements Comparable<Fence> {

    /** Below all that are given. */
    public static final Fence LOWEST = new Fence(0, 0);

    private static final Comparator<Fence> ORDER =
            Comparator.comparingLong(Fence::epoch).thenComparingLong(Fence::counter);

    @Override
    public int compareTo(Fence other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "." + counter;
    }
}
