package lifeboat.agent.wire;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to dial again: at a random point in a window of 1 s, 2 s, 4 s, up to 16 s; of 64 s after a
 * refusal that stays. The rest of a window is waited out before the next begins, so that agents
 * never gather at its edges. So all are back half a minute after the controller, however long it
 * was gone, and of 1,000 agents 63 dial in a second.
 */
final class ReconnectWindows {

    private static final int LARGEST = 4;
    private static final int LARGEST_WHEN_REFUSED = 6;

    private final RandomGenerator random;
    private int exponent;
    private long restMillis;

    ReconnectWindows(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait before the next attempt. */
    Duration next() {
        long window = 1000L << exponent;
        long point = random.nextLong(window);
        long pause = restMillis + point;
        restMillis = window - point;
        exponent = Math.min(exponent + 1, Math.max(exponent, LARGEST));
        return Duration.ofMillis(pause);
    }

    /** The last attempt led to a connection. */
    void reset() {
        exponent = 0;
        restMillis = 0;
    }

    /** The last attempt was refused for a reason that stays. */
    void slowDown() {
        exponent = LARGEST_WHEN_REFUSED;
    }
}
