package lifeboat.engine.store;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a call that gets no answer is repeated.
 *
 * @param base the longest wait before the first repeat; doubles with each one
 * @param cap the longest wait of all
 * @param patience from the first failure on; then the call fails
 */
public record RetryPolicy(Duration base, Duration cap, Duration patience) {

    /** Heals a store that is away for minutes, and notices its return within half a minute. */
    public static final RetryPolicy PATIENT =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMinutes(15));

    public RetryPolicy {
        if (base.isNegative()
                || base.isZero()
                || cap.compareTo(base) < 0
                || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "not a policy: base " + base + ", cap " + cap + ", patience " + patience);
        }
    }

    /**
     * Returns how long to wait after {@code failures} failures: anything up to the doubled base
     * ("full jitter"), so that many waiting callers don't come back together.
     */
    Duration delay(int failures, RandomGenerator random) {
        long longest = cap.toMillis();
        int doublings = failures - 1;
        if (doublings < Long.SIZE - 1 && base.toMillis() <= longest >> doublings) {
            longest = base.toMillis() << doublings;
        }
        return Duration.ofMillis(random.nextLong(longest + 1));
    }
}
