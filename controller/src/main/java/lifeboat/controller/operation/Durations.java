package lifeboat.controller.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many of a number of durations were how long. Immutable.
 *
 * @param counts for each of {@link #LIMITS}, those up to it and above the one before; then those
 *     above all
 * @param total all of them together
 */
public record Durations(List<Long> counts, Duration total) {

    /** In ascending order. */
    public static final List<Duration> LIMITS =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(40),
                    Duration.ofMinutes(80),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12));

    static final Durations NONE =
            new Durations(Collections.nCopies(LIMITS.size() + 1, 0L), Duration.ZERO);

    public Durations {
        counts = List.copyOf(counts);
        if (counts.size() != LIMITS.size() + 1) {
            throw new IllegalArgumentException("not a count for each limit: " + counts);
        }
    }

    Durations with(Duration one) {
        int place = (int) LIMITS.stream().filter(limit -> limit.compareTo(one) < 0).count();
        List<Long> more = new ArrayList<>(counts);
        more.set(place, more.get(place) + 1);
        return new Durations(more, total.plus(one));
    }
}
