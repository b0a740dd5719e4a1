package lifeboat.controller.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an operation has waited long enough.
 *
 * <p>Knows when it was set, too: a clock that was moved back by an hour must not make an operation
 * wait for an hour more, so a deadline that was set in the future has passed. What follows from
 * that early is harmless, since all that a deadline does is to ask again.
 *
 * @param set when the wait began
 * @param due when it is over
 */
public record Deadline(Instant set, Instant due) {

    /** There is none. */
    public static final Deadline NEVER =
            new Deadline(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));

    /** By how much a clock may go back when it is kept in step with others. */
    public static final Duration SLACK = Duration.ofSeconds(10);

    static Deadline after(Instant now, Optional<Duration> limit) {
        return limit.map(l -> new Deadline(now, now.plus(l))).orElse(NEVER);
    }

    public boolean hasPassed(Instant now) {
        return !now.isBefore(due) || set.isAfter(now.plus(SLACK));
    }
}
