package lifeboat.agent.capability;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import lifeboat.agent.journal.Journal;
import lifeboat.agent.journal.JournalException;
import lifeboat.agent.journal.JournaledStep;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;
import lifeboat.agent.worker.Workers;
import lifeboat.engine.Platform;
import lifeboat.engine.TaskGroup;

/**
 * Carries out commands: each is in the journal before it is accepted, its outcome before it is
 * told. What had begun when the agent ended goes on with the next one.
 *
 * <p>Thread-safe. A step never runs twice at a time; where a newer attempt comes while one runs,
 * that is stopped first.
 */
public final class StepRunner implements AutoCloseable {

    /** Each is a JVM with a heap of its own. */
    private static final int AT_A_TIME = 2;

    /** With their results they must fit into one message. */
    private static final int MOST_HELD = 16;

    /**
     * How often a worker that died is followed at once by another, in one attempt: with the
     * controller gone nobody else would start one.
     */
    private static final int RESTARTS = 2;

    private static final Duration BEFORE_JOURNAL_AGAIN = Duration.ofSeconds(5);

    private static final Outcome.Cancelled NEVER_BEGUN =
            new Outcome.Cancelled("stopped before it began; nothing was changed");

    private record Running(int attempt, Workers.Work work) {}

    private final Journal journal;
    private final Capabilities capabilities;
    private final Workers workers;
    private final Platform platform;
    private final Consumer<String> log;
    private final Object lock = new Object();
    private final Set<StepId> busy = new HashSet<>(); // guarded by lock
    private final Map<StepId, Running> running = new HashMap<>(); // guarded by lock
    private final Map<StepId, StepProgress> progress = new HashMap<>(); // guarded by lock
    private final BlockingQueue<StepId> queue = new LinkedBlockingQueue<>();
    private final TaskGroup slots = TaskGroup.ofPlatformThreads("step");
    private volatile boolean stopping;
    private volatile Runnable listener = () -> {};

    /**
     * A runner that has not begun.
     *
     * @param log is told in a line what begins and ends
     */
    public StepRunner(
            Journal journal,
            Capabilities capabilities,
            Workers workers,
            Platform platform,
            Consumer<String> log) {
        this.journal = journal;
        this.capabilities = capabilities;
        this.workers = workers;
        this.platform = platform;
        this.log = log;
    }

    /** Goes on with what the journal holds, and waits for commands. */
    public void start() {
        for (JournaledStep step : journal.held()) {
            if (!step.hasEnded()) {
                log.accept("step " + step.step() + " goes on");
                queue.add(step.step());
            }
        }
        for (int i = 0; i < AT_A_TIME; i++) {
            slots.fork(this::serve);
        }
    }

    /** Is called, on any thread, whenever {@link #held} may have changed; must not block. */
    public void listen(Runnable whenChanged) {
        listener = whenChanged;
    }

    /** Takes a command, or answers it from the journal. */
    public Answer offer(Command command) {
        Answer answer;
        try {
            synchronized (lock) {
                answer = decide(command);
            }
        } catch (JournalException e) {
            answer =
                    new Answer.Refused(
                            new Outcome.Failed(
                                    "JOURNAL_FAILED",
                                    e.getMessage(),
                                    "see whether the disk of the agent's data folder is full",
                                    true));
        }
        if (answer instanceof Answer.Refused(Outcome.Failed failure)) {
            log.accept("step %s refused: %s".formatted(command.step(), failure.message()));
        }
        return answer;
    }

    private Answer decide(Command command) {
        Optional<JournaledStep> known = journal.find(command.step());
        if (known.isPresent() && command.attempt() < known.get().attempt()) {
            if (known.get().outcome().orElse(null) instanceof Outcome.Cancelled cancelled) {
                return new Answer.Ended(cancelled);
            }
            return refused(
                    "ATTEMPT_STALE",
                    "attempt %d of %s came after attempt %d"
                            .formatted(command.attempt(), command.step(), known.get().attempt()),
                    false);
        }
        if (known.isPresent() && command.attempt() == known.get().attempt()) {
            return known.get()
                    .outcome()
                    .<Answer>map(Answer.Ended::new)
                    .orElseGet(Answer.Accepted::new);
        }
        Optional<Answer> refusal = refusal(command);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        journal.accept(command);
        if (known.isPresent() && known.get().outcome().orElse(null) instanceof Outcome.Done done) {
            journal.end(command.step(), command.attempt(), done);
            return new Answer.Ended(done);
        }
        Running before = running.get(command.step());
        if (before != null) {
            before.work().stop();
        }
        queue.add(command.step());
        return new Answer.Accepted();
    }

    private Optional<Answer> refusal(Command command) {
        for (String target : command.task().targets()) {
            Fence seen = journal.fence(target);
            if (command.fence().compareTo(seen) < 0) {
                return Optional.of(
                        refused(
                                "FENCE_STALE",
                                "the command for %s has the fence %s, and one with %s was here"
                                        .formatted(target, command.fence(), seen),
                                false));
            }
        }
        Optional<Outcome.Failed> forbidden = capabilities.refusal(command.task());
        if (forbidden.isPresent()) {
            return Optional.of(new Answer.Refused(forbidden.get()));
        }
        if (stopping || journal.held().size() >= MOST_HELD) {
            return Optional.of(refused("AGENT_BUSY", "the agent holds all it can", true));
        }
        return Optional.empty();
    }

    private static Answer refused(String code, String message, boolean mayRepeat) {
        return new Answer.Refused(
                new Outcome.Failed(code, message, "see the operation's log", mayRepeat));
    }

    /**
     * Stops an attempt at its next safe point. One that is not known will not begin either: its
     * command may be on its way, or come again. One that a newer has followed is none to stop.
     *
     * @return the outcome to repeat, if the attempt has ended; else {@link #held} will have it
     */
    public Optional<Outcome> cancel(StepId step, int attempt) {
        synchronized (lock) {
            Optional<JournaledStep> known = journal.find(step);
            int newest = known.map(JournaledStep::attempt).orElse(-1);
            if (attempt < newest) {
                return Optional.empty();
            }
            Optional<Outcome> before = known.flatMap(JournaledStep::outcome);
            if (before.isPresent() && (attempt == newest || before.get() instanceof Outcome.Done)) {
                return before;
            }
            try {
                if (attempt == newest) {
                    journal.askToCancel(step);
                } else {
                    journal.neverBegin(step, attempt, NEVER_BEGUN);
                }
            } catch (JournalException e) { // what runs stops now, and would go on at the next start
                log.accept("step %s: %s".formatted(step, e.getMessage()));
            }
            Running now = running.get(step);
            if (now != null) {
                now.work().stop();
            }
            return Optional.empty();
        }
    }

    /** Notes that the controller has the outcome; if that fails, it is told again. */
    public void acknowledge(StepId step, int attempt) {
        Optional<JournaledStep> known = journal.find(step);
        if (known.isPresent() && known.get().attempt() == attempt && known.get().hasEnded()) {
            try {
                journal.acknowledge(step, attempt);
            } catch (JournalException e) {
                log.accept("step %s: %s".formatted(step, e.getMessage()));
            }
        }
    }

    /** All steps that the controller does not have the outcome of. */
    public List<HeldStep> held() {
        Instant now = platform.clock().instant();
        synchronized (lock) {
            return journal.held().stream()
                    .map(
                            step ->
                                    new HeldStep(
                                            step.step(),
                                            step.attempt(),
                                            step.fence(),
                                            step.outcome(),
                                            progress.getOrDefault(
                                                    step.step(), StepProgress.waiting(now))))
                    .toList();
        }
    }

    public Fence highestFence() {
        return journal.highestFence();
    }

    private void serve() throws InterruptedException {
        while (!stopping) {
            StepId step = queue.take();
            synchronized (lock) {
                while (!busy.add(step)) { // its attempt before this one is being stopped
                    lock.wait();
                }
            }
            try {
                journal.find(step).ifPresent(this::carryOut);
            } finally {
                synchronized (lock) {
                    busy.remove(step);
                    progress.remove(step);
                    lock.notifyAll();
                }
                listener.run();
            }
        }
    }

    private void carryOut(JournaledStep step) {
        if (step.hasEnded()) {
            return;
        }
        if (step.cancelAsked()) {
            end(step, NEVER_BEGUN);
            return;
        }
        Task task = step.command().orElseThrow().task();
        Optional<Outcome.Failed> forbidden = capabilities.refusal(task);
        if (forbidden.isPresent()) { // the agent's file has changed since
            end(step, forbidden.get());
            return;
        }
        log.accept("step %s begins, attempt %d".formatted(step.step(), step.attempt()));
        Outcome outcome = work(step, task);
        for (int i = 0; i < RESTARTS && died(outcome) && !stopping && !isUnwanted(step); i++) {
            log.accept("step %s: %s; another goes on".formatted(step.step(), shown(outcome)));
            outcome = work(step, task);
        }
        end(step, outcome);
    }

    private Outcome work(JournaledStep step, Task task) {
        Workers.Work work = workers.start(task);
        synchronized (lock) {
            running.put(step.step(), new Running(step.attempt(), work));
            if (stopping || isUnwanted(step)) {
                work.stop();
            }
        }
        try {
            return work.await(now -> note(step.step(), now));
        } catch (RuntimeException e) { // one step's failure is no other's
            return new Outcome.Failed("BUG", "a bug: " + e, "please report it", false);
        } finally {
            synchronized (lock) {
                running.remove(step.step());
            }
        }
    }

    private static boolean died(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && failed.code().equals(Workers.DIED);
    }

    private boolean isUnwanted(JournaledStep step) {
        return journal.find(step.step())
                .filter(now -> now.attempt() == step.attempt() && !now.cancelAsked())
                .isEmpty();
    }

    private void note(StepId step, StepProgress now) {
        synchronized (lock) {
            progress.put(step, now);
        }
        listener.run();
    }

    private void end(JournaledStep step, Outcome outcome) {
        boolean asked = isUnwanted(step);
        if (outcome instanceof Outcome.Cancelled && stopping && !asked) {
            log.accept("step %s waits for the agent's next start".formatted(step.step()));
            return;
        }
        Outcome told =
                outcome instanceof Outcome.Cancelled && !asked
                        ? new Outcome.Failed(
                                "WORKER_STOPPED",
                                "somebody on the host told the worker to stop",
                                "repeat the step: it goes on where it stopped",
                                true)
                        : outcome;
        while (true) {
            try {
                journal.end(step.step(), step.attempt(), told);
                log.accept("step %s ended: %s".formatted(step.step(), shown(told)));
                return;
            } catch (JournalException e) {
                log.accept(e.getMessage());
                try {
                    platform.sleeper().sleep(BEFORE_JOURNAL_AGAIN);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var report) ->
                    "done, %d errors, %d warnings".formatted(report.errors(), report.warnings());
            case Outcome.Failed failed -> failed.code() + ": " + failed.message();
            case Outcome.Cancelled _ -> "cancelled";
        };
    }

    /** Lets running work stop at a safe point, and waits for it; the next agent goes on with it. */
    @Override
    public void close() {
        synchronized (lock) {
            stopping = true;
            running.values().forEach(now -> now.work().stop());
        }
        slots.close();
    }
}
