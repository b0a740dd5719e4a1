package lifeboat.controller.security;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How many refused strangers get a line in the audit log: enough to notice an attack, not so many
 * that they fill the disk. Thread-safe.
 */
public final class RefusalBudget {

    private final Duration window;
    private final int lines;
    private Instant begin = Instant.EPOCH; // guarded by this, as is all below
    private int written;
    private int left;

    /** One line a second, over a minute. */
    public RefusalBudget() {
        this(Duration.ofMinutes(1), 60);
    }

    public RefusalBudget(Duration window, int lines) {
        this.window = window;
        this.lines = lines;
    }

    /**
     * Says whether a refusal now gets a line.
     *
     * @return how many before it got none; empty if it gets none either
     */
    public synchronized OptionalInt admit(Instant now) {
        if (now.isBefore(begin) || !now.isBefore(begin.plus(window))) {
            begin = now;
            written = 0;
        }
        if (written == lines) {
            left++;
            return OptionalInt.empty();
        }
        written++;
        int before = left;
        left = 0;
        return OptionalInt.of(before);
    }
}
