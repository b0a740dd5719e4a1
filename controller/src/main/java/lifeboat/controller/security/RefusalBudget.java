package lifeboat.controller.security;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How many refused strangers get a line in the audit log: enough to notice an attack, not so many
 * that they fill the disk. Thread-safe.
 */
public final class RefusalBudget {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int LINES = 60;

    private Instant begin = Instant.EPOCH; // guarded by this, as is all below
    private int written;
    private int left;

    /**
     * Says whether a refusal now gets a line.
     *
     * @return how many before it got none; empty if it gets none either
     */
    public synchronized OptionalInt admit(Instant now) {
        if (now.isBefore(begin) || !now.isBefore(begin.plus(WINDOW))) {
            begin = now;
            written = 0;
        }
        if (written == LINES) {
            left++;
            return OptionalInt.empty();
        }
        written++;
        int before = left;
        left = 0;
        return OptionalInt.of(before);
    }
}
