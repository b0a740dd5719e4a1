package lifeboat.agent.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lifeboat.agent.step.Outcome;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.TaskGroup;

/** A worker, seen from inside: takes one job from its input, and tells how it goes and ends. */
public final class WorkerProgram {

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    private final Stores stores;
    private final Platform platform;
    private final InputStream in;
    private final OutputStream out;
    private final Frames frames = new Frames();

    public WorkerProgram(Stores stores, Platform platform, InputStream in, OutputStream out) {
        this.stores = stores;
        this.platform = platform;
        this.in = new BufferedInputStream(in);
        this.out = new BufferedOutputStream(out);
    }

    /**
     * Works until the job has ended, the input ends, or this thread is interrupted.
     *
     * @throws IOException if there is nobody to tell
     */
    public void run() throws IOException {
        Optional<WorkerMessage> first = frames.read(in);
        if (first.isPresent() && first.get() instanceof WorkerMessage.Job job) {
            Outcome outcome = outcome(job);
            tell(new WorkerMessage.Ended(outcome));
        }
    }

    private Outcome outcome(WorkerMessage.Job job) throws IOException {
        Thread worker = Thread.currentThread();
        // Not closed: the one that waits for the input to end is a daemon that nothing interrupts.
        TaskGroup.ofPlatformThreads("input")
                .fork(
                        () -> {
                            awaitEnd();
                            worker.interrupt();
                        });
        Progress progress = new Progress(platform.nanoTicker(), _ -> {});
        try (TaskGroup reporter = TaskGroup.ofPlatformThreads("reporter")) {
            reporter.fork(() -> report(progress));
            Optional<TargetLocks> locks =
                    TargetLocks.take(
                            Path.of(job.locks()), job.task().targets(), platform.sleeper());
            if (locks.isEmpty()) {
                return new Outcome.Failed(
                        "TARGET_BUSY",
                        "other work for " + job.task().targets() + " did not end",
                        "see what it is: lifeboat-agent status",
                        true);
            }
            try (TargetLocks _ = locks.get()) {
                return new EngineWork(stores, platform).run(job.task(), progress);
            }
        } catch (InterruptedException e) {
            return new Outcome.Cancelled(
                    "stopped at a safe point; the same work goes on from there");
        } catch (OutOfMemoryError e) {
            return new Outcome.Failed(
                    "OUT_OF_MEMORY",
                    "the worker's memory of %d MiB is not enough"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    "start the agent with more for it: -Dlifeboat.worker.flags=-Xmx1g",
                    false);
        } catch (RuntimeException e) {
            return new Outcome.Failed(
                    "BUG",
                    "a bug: %s at %s"
                            .formatted(
                                    e, e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?"),
                    "please report it",
                    false);
        }
    }

    private void awaitEnd() {
        try {
            while (in.read() >= 0) {
                // nothing more is said to a worker
            }
        } catch (IOException e) {
            // an end as good as any
        }
    }

    private void report(Progress progress) throws InterruptedException {
        ProgressWatch watch = new ProgressWatch(progress, platform);
        while (true) {
            try {
                tell(new WorkerMessage.Reported(watch.now()));
            } catch (IOException e) { // the agent is gone, and the input's end stops the work
                throw new UncheckedIOException(e);
            }
            platform.sleeper().sleep(BETWEEN_REPORTS);
        }
    }

    private synchronized void tell(WorkerMessage message) throws IOException {
        frames.write(message, out);
    }
}
