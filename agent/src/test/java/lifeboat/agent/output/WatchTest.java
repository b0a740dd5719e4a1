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
    private final Progress progress = new Progress();
    private final AtomicLong nanos = new AtomicLong();

    /** Each hand-over lets the watch sleep once; the next one waits until it has shown that. */
    private final SynchronousQueue<Duration> sleeps = new SynchronousQueue<>();

    private final Platform platform = new Platform(Clock.systemUTC(), nanos::get, this::sleep);
    private final Watch watch =
            Watch.start(progress, Reporter.of(streams.console(false), false), platform);

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
                .contains("7 more problems");
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
