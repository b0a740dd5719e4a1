package lifeboat.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Phase;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Streams streams = new Streams();
    private final AtomicLong nanos = new AtomicLong();

    /** Each hand-over lets the watch sleep once; the next one waits until it has shown that. */
    private final SynchronousQueue<Duration> sleeps = new SynchronousQueue<>();

    private final Platform platform = new Platform(Clock.systemUTC(), nanos::get, this::sleep);
    private final Watch watch = Watch.start(Reporter.of(streams.console(false), false), platform);
    private final Progress progress = watch.progress();

    private void sleep(Duration duration) throws InterruptedException {
        sleeps.put(duration);
        nanos.addAndGet(duration.toNanos());
    }

    /** Passes {@code times} sleeps, and returns when what follows all but the last was shown. */
    private void pass(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(sleeps.take()).isEqualTo(PlainReporter.RHYTHM);
        }
    }

    @Test
    void aLineComesAtTheReportersRhythm() throws InterruptedException {
        progress.enter(Phase.COPY);
        progress.expect(10, 2000);
        pass(1);
        pass(1);
        watch.close();

        assertThat(streams.errLines()).first().isEqualTo("copy, 0%, 0 of 10 files, 0 B of 2.0 kB");
    }

    @Test
    void problemsAreShownOnceAndTheLastOnesAtTheEnd() throws InterruptedException {
        progress.report(new Problem(Severity.WARNING, "FIRST", "a", "first"));
        pass(2);
        progress.report(new Problem(Severity.ERROR, "LAST", "", "last"));
        watch.close();

        assertThat(streams.errLines())
                .contains("warning: a: first (FIRST)", "error: last (LAST)")
                .filteredOn(line -> line.contains("FIRST"))
                .hasSize(1);
    }

    @Test
    void problemsBeyondThoseThatAreKeptAreCounted() {
        for (int i = 0; i < Progress.PROBLEMS_KEPT + 7; i++) {
            progress.report(new Problem(Severity.WARNING, "MANY", "", "many"));
        }
        watch.close();

        assertThat(streams.errLines())
                .hasSize(Progress.PROBLEMS_KEPT + 1)
                .last()
                .asString()
                .isEqualTo("… and 7 more problems; repeat the command with --json for all of them");
    }

    @Test
    void programsGetEveryProblemWhenItIsFoundAndOnce() {
        Streams other = new Streams();
        Watch json = Watch.start(Reporter.of(other.console(false), true), platform);
        for (int i = 0; i < Progress.PROBLEMS_KEPT + 7; i++) {
            json.progress().report(new Problem(Severity.WARNING, "MANY", "", "many"));
        }
        assertThat(other.out().lines()).hasSize(Progress.PROBLEMS_KEPT + 7);
        json.close();

        assertThat(other.out().lines()).hasSize(Progress.PROBLEMS_KEPT + 7);
        assertThat(other.err()).isEmpty();
    }

    @Test
    void detailsAreForProgramsAndCountForNothing() {
        Problem detail = new Problem(Severity.DETAIL, "ONE_OF_MANY", "a", "too");
        Streams other = new Streams();
        Watch json = Watch.start(Reporter.of(other.console(false), true), platform);
        json.progress().report(detail);
        progress.report(detail);
        watch.close();
        json.close();

        assertThat(other.out()).contains("\"severity\":\"detail\",\"code\":\"ONE_OF_MANY\"");
        assertThat(streams.err()).isEmpty();
        assertThat(progress.errors() + progress.warnings()).isZero();
    }

    @Test
    void aNoticeStaysWhileNothingMovesAndThenGoes() throws InterruptedException {
        progress.notice("waiting");
        pass(3);
        assertThat(progress.sample().notice()).isEqualTo("waiting");

        progress.transferred(1);
        pass(2);
        watch.close();

        assertThat(progress.sample().notice()).isEmpty();
    }
}
