package lifeboat.agent.worker;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;
import lifeboat.engine.TaskGroup;

/** Starts each worker as a process: {@link WorkerProgram} in a Java of its own. */
public final class ChildWorkers implements Workers {

    /** A call to a file system that hangs can't be interrupted; the process can. */
    private static final long MINUTES_TO_STOP = 5;

    /** Of a process that a signal has ended, as Java and shells show it. */
    private static final int SIGNAL = 128;

    private final List<String> command;
    private final Path locks;
    private final Set<String> secrets;
    private final Frames frames = new Frames();

    /**
     * @param command starts a worker
     * @param locks a folder that is there
     * @param secrets names of environment variables that are not the worker's business
     */
    public ChildWorkers(List<String> command, Path locks, Set<String> secrets) {
        this.command = List.copyOf(command);
        this.locks = locks;
        this.secrets = Set.copyOf(secrets);
    }

    @Override
    public Work start(Task task) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            secrets.forEach(builder.environment()::remove);
            return new Child(builder.start(), task);
        } catch (IOException e) {
            return new Unstarted(
                    new Outcome.Failed(
                            "WORKER_NOT_STARTED",
                            "the worker can't be started: " + e.getMessage(),
                            "see whether the host has memory and processes left",
                            true));
        }
    }

    private record Unstarted(Outcome outcome) implements Work {
        @Override
        public Outcome await(Consumer<StepProgress> progress) {
            return outcome;
        }

        @Override
        public void stop() {}
    }

    private final class Child implements Work {

        private final Process process;
        private final Task task;

        Child(Process process, Task task) {
            this.process = process;
            this.task = task;
        }

        @Override
        public Outcome await(Consumer<StepProgress> progress) {
            LastLines words = new LastLines();
            Optional<Outcome> outcome;
            try (TaskGroup readers = TaskGroup.ofPlatformThreads("worker-words")) {
                readers.fork(() -> words.readAll(process.errorReader()));
                outcome = converse(progress);
                process.onExit().join();
            } // which waits until all has been read: no interrupt ends that
            return outcome.orElseGet(() -> died(process.exitValue(), words.toString()));
        }

        private Optional<Outcome> converse(Consumer<StepProgress> progress) {
            try (InputStream in = new BufferedInputStream(process.getInputStream())) {
                frames.write(
                        new WorkerMessage.Job(task, locks.toString()), process.getOutputStream());
                while (true) {
                    switch (frames.read(in).orElse(null)) {
                        case WorkerMessage.Reported(StepProgress now) -> progress.accept(now);
                        case WorkerMessage.Ended(Outcome outcome) -> {
                            stop(); // it waits for nothing else
                            return Optional.of(outcome);
                        }
                        case WorkerMessage.Job job ->
                                throw new IOException("a worker gave work: " + job);
                        case null -> {
                            return Optional.empty();
                        }
                    }
                }
            } catch (IOException e) { // its exit code and last words say more
                stop();
                return Optional.empty();
            }
        }

        @Override
        public void stop() {
            try (OutputStream closed = process.getOutputStream()) {
                closed.flush();
            } catch (IOException e) {
                // it has ended, or never took what it was sent
            }
            var _ =
                    process.onExit()
                            .orTimeout(MINUTES_TO_STOP, MINUTES)
                            .whenComplete(
                                    (_, late) -> {
                                        if (late != null) {
                                            process.destroyForcibly();
                                        }
                                    });
        }
    }

    private static Outcome died(int exitValue, String words) {
        String how =
                exitValue > SIGNAL ? "signal " + (exitValue - SIGNAL) : "exit code " + exitValue;
        String message = "the worker died with " + how;
        return new Outcome.Failed(
                DIED,
                words.isEmpty() ? message : message + ": " + words,
                exitValue == SIGNAL + 9
                        ? "if the kernel ran out of memory (dmesg), give the host more"
                        : "repeat the step: it goes on where it stopped",
                true);
    }
}
