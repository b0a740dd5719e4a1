package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectWindowsTest {

    private final ReconnectWindows windows = new ReconnectWindows(new Random(3));

    /** The n-th attempt lies in the n-th window: from 2^n - 1 s to 2^(n+1) - 1 s. */
    @Test
    void eachAttemptHasAWindowOfItsOwnThatDoubles() {
        Duration at = Duration.ZERO;
        for (int i = 0; i <= 4; i++) {
            at = at.plus(windows.next());
            assertThat(at)
                    .isBetween(
                            Duration.ofSeconds((1L << i) - 1), Duration.ofSeconds((2L << i) - 1));
        }
        at = at.plus(windows.next());
        assertThat(at).isBetween(Duration.ofSeconds(31), Duration.ofSeconds(47));
    }

    @Test
    void aRefusalThatStaysIsAskedForAgainOnceAMinute() {
        windows.slowDown();
        Duration first = windows.next();
        windows.slowDown();
        Duration second = first.plus(windows.next());

        assertThat(first).isLessThan(Duration.ofSeconds(64));
        assertThat(second).isBetween(Duration.ofSeconds(64), Duration.ofSeconds(128));
    }

    @Test
    void aConnectionBeginsThemAnew() {
        for (int i = 0; i < 5; i++) {
            windows.next();
        }
        windows.reset();

        assertThat(windows.next()).isLessThan(Duration.ofSeconds(1));
    }
}
