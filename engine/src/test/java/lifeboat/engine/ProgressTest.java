package lifeboat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress.Phase;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(500);
    private final List<Problem> heard = new ArrayList<>();
    private final Progress progress = new Progress(nanos::get, heard::add);

    private static Problem problem(Severity severity) {
        return new Problem(severity, "CODE", "path", "message");
    }

    @Test
    void aPhaseLastsUntilTheNextAndMayComeAgain() {
        nanos.addAndGet(7);
        progress.enter(Phase.COPY);
        nanos.addAndGet(20);
        progress.enter(Phase.FINISH);
        nanos.addAndGet(100);
        progress.enter(Phase.COPY);
        nanos.addAndGet(3);

        assertThat(progress.timeIn(Set.of(Phase.OPEN))).isEqualTo(Duration.ofNanos(7));
        assertThat(progress.timeIn(Set.of(Phase.COPY))).isEqualTo(Duration.ofNanos(23));
        assertThat(progress.timeIn(Set.of(Phase.COPY, Phase.FINISH)))
                .isEqualTo(Duration.ofNanos(123));
        assertThat(progress.timeIn(Set.of(Phase.VERIFY))).isZero();
    }

    @Test
    void whoListensHearsEveryProblemAndTheFirstAreKept() {
        for (int i = 0; i < Progress.PROBLEMS_KEPT + 1; i++) {
            progress.report(problem(Severity.ERROR));
        }

        assertThat(heard).hasSize(Progress.PROBLEMS_KEPT + 1);
        assertThat(progress.problemsFrom(0)).hasSize(Progress.PROBLEMS_KEPT);
        assertThat(progress.errors()).isEqualTo(Progress.PROBLEMS_KEPT + 1);
    }

    @Test
    void aDetailIsHeardAndNeitherCountedNorKept() {
        progress.report(problem(Severity.DETAIL));

        assertThat(heard).hasSize(1);
        assertThat(progress.problemsFrom(0)).isEmpty();
        assertThat(progress.errors() + progress.warnings()).isZero();
    }
}
