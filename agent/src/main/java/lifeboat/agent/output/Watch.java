package lifeboat.agent.output;

import java.time.Duration;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Sample;
import lifeboat.engine.TaskGroup;

/** Shows the progress of a command, at its reporter's rhythm, until it is closed. */
public final class Watch implements AutoCloseable {

    private final Progress progress;
    private final Reporter reporter;
    private final Platform platform;
    private final long startNanos;
    private final TaskGroup group = TaskGroup.ofPlatformThreads("progress");
    private final Pace pace = new Pace();
    private int problemsShown;
    private Notice notice = new Notice("", 0);

    /**
     * @param movement what had been done when the notice was first seen
     */
    private record Notice(String text, long movement) {}

    private boolean closed;

    private Watch(Progress progress, Reporter reporter, Platform platform) {
        this.progress = progress;
        this.reporter = reporter;
        this.platform = platform;
        startNanos = platform.nanoTicker().getAsLong();
    }

    /** Starts to show a progress of its own: the work's, from now on. */
    public static Watch start(Reporter reporter, Platform platform) {
        Progress progress = new Progress(platform.nanoTicker(), reporter::found);
        Watch watch = new Watch(progress, reporter, platform);
        watch.group.fork(watch::run);
        return watch;
    }

    public Progress progress() {
        return progress;
    }

    /** Since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(platform.nanoTicker().getAsLong() - startNanos);
    }

    private void run() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            platform.sleeper().sleep(reporter.rhythm());
            showProblems();
            withdrawNotice();
            reporter.status(pace.status(progress.sample(), elapsed(), progress.errors()));
        }
    }

    private void showProblems() {
        for (Problem problem : progress.problemsFrom(problemsShown)) {
            reporter.problem(problem);
            problemsShown++;
        }
    }

    /** A store that waits says so; that it goes on is seen by what moves. */
    private void withdrawNotice() {
        Sample sample = progress.sample();
        long movement = sample.files() + sample.bytes() + sample.transferredBytes();
        if (!sample.notice().equals(notice.text())) {
            notice = new Notice(sample.notice(), movement);
        } else if (movement != notice.movement() && !sample.notice().isEmpty()) {
            progress.notice("");
        }
    }

    /** Shows the problems that were not shown yet. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        group.close();
        showProblems();
        long left = progress.errors() + progress.warnings() - problemsShown;
        if (left > 0) {
            reporter.moreProblems(left);
        }
        reporter.finished();
    }
}
