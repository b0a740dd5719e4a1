package lifeboat.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.Progress.Sample;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    private Status at(long seconds, Phase phase, long bytes) {
        Sample sample = new Sample(phase, 0, 10, bytes, 1000, 0, Optional.empty(), "");
        return pace.status(sample, Duration.ofSeconds(seconds), 0);
    }

    @Test
    void paceAndTimeLeftFollowFromWhatWasDone() {
        at(0, Phase.COPY, 0);

        Status status = at(2, Phase.COPY, 200);

        assertThat(status.bytesPerSecond()).isEqualTo(100);
        assertThat(status.remaining()).contains(Duration.ofSeconds(8));
        assertThat(status.share()).isEqualTo(0.2);
    }

    @Test
    void whatAnEarlierRunHadDoneIsNoPace() {
        at(0, Phase.SCAN, 0);

        Status status = at(1, Phase.COPY, 900);

        assertThat(status.bytesPerSecond()).isZero();
        assertThat(status.remaining()).isEmpty();
    }

    @Test
    void aStallEmptiesTheWindow() {
        at(0, Phase.COPY, 0);
        at(1, Phase.COPY, 500);
        at(20, Phase.COPY, 500);

        Status status = at(40, Phase.COPY, 500);

        assertThat(status.bytesPerSecond()).isZero();
        assertThat(status.remaining()).isEmpty();
    }

    @Test
    void aTotalThatWasTooSmallIsNoMoreThanAll() {
        assertThat(at(1, Phase.COPY, 1500).share()).isEqualTo(1);
    }
}
