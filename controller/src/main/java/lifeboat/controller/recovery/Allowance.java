package lifeboat.controller.recovery;

import java.time.Duration;

/**
 * How often something may be done: {@value #BURST} times at once, and then once in {@link #REFILL}.
 * For one thread.
 */
final class Allowance {

    static final int BURST = 20;
    static final Duration REFILL = Duration.ofMinutes(15);

    private int left = BURST;
    private long refilled;

    /**
     * @param nanos of the ticker
     */
    Allowance(long nanos) {
        refilled = nanos;
    }

    boolean isLeft(long nanos) {
        long more = (nanos - refilled) / REFILL.toNanos();
        left = (int) Math.min(BURST, left + more);
        refilled += more * REFILL.toNanos();
        return left > 0;
    }

    void use() {
        left--;
    }
}
