package lifeboat.controller.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import lifeboat.controller.fleet.HostName;

/**
 * An agent as the protocol wants it: it loses what it has in memory, and nothing of its journal.
 */
final class SimulatedAgent {

    /** What the agent has to do with. */
    interface Surroundings {

        void after(long millis, Runnable call);

        /** Tells the controller, if the connection lives and the network likes it. */
        void say(SimulatedAgent agent, AgentEvent event);

        /** Something is at work in the directories of the operation. */
        void wrote(SimulatedAgent agent, Work work, StepRef step, int attempt);

        /** An attempt is over: nothing more is written by it. */
        void ended(SimulatedAgent agent, StepRef step, int attempt, TaskOutcome outcome);

        void violated(String invariant);
    }

    private static final class Entry {
        private final int attempt;
        private final Fence fence;
        private final Work work;
        private TaskOutcome outcome; // null while it is at work
        private boolean stopping;
        private boolean acknowledged;
        private int done;

        Entry(int attempt, Fence fence, Work work) {
            this.attempt = attempt;
            this.fence = fence;
            this.work = work;
        }
    }

    private static final int PARTS = 4;
    private static final long REPEAT_MILLIS = 20_000;

    private final HostName host;
    private final RandomGenerator random;
    private final Surroundings world;
    private final Map<StepRef, Entry> journal = new LinkedHashMap<>(); // what is on its disk
    private int life; // counts its starts: a timer of an earlier life does nothing
    private boolean alive;

    SimulatedAgent(HostName host, RandomGenerator random, Surroundings world) {
        this.host = host;
        this.random = random;
        this.world = world;
    }

    HostName host() {
        return host;
    }

    boolean isAlive() {
        return alive;
    }

    void start() {
        alive = true;
        life++;
        journal.forEach(
                (step, entry) -> {
                    if (entry.outcome == null) {
                        work(step, entry);
                    }
                });
        repeat();
    }

    void crash() {
        alive = false;
        life++;
    }

    AgentEvent.Hello hello() {
        List<HeldStep> held =
                journal.entrySet().stream()
                        .filter(e -> !e.getValue().acknowledged)
                        .map(e -> held(e.getKey(), e.getValue()))
                        .toList();
        return new AgentEvent.Hello(held, highestFence());
    }

    private static HeldStep held(StepRef step, Entry entry) {
        HeldStep.Held held =
                entry.outcome == null
                        ? new HeldStep.Held.AtWork(progress(entry))
                        : new HeldStep.Held.Ended(entry.outcome);
        return new HeldStep(step, entry.attempt, entry.fence, held);
    }

    private Fence highestFence() {
        return journal.values().stream().map(e -> e.fence).max(Fence::compareTo).orElse(Fence.NONE);
    }

    void hear(AgentCommand command) {
        switch (command) {
            case AgentCommand.Perform c -> perform(c);
            case AgentCommand.Stop c -> stop(c);
            case AgentCommand.ResultStored c -> {
                Entry entry = journal.get(c.step());
                if (entry == null || (entry.attempt == c.attempt() && entry.outcome == null)) {
                    // nothing was said that could have been stored, but for refusals
                    return;
                }
                if (entry.attempt == c.attempt()) {
                    entry.acknowledged = true;
                }
            }
        }
    }

    private void perform(AgentCommand.Perform c) {
        Entry entry = journal.get(c.step());
        if (entry != null && entry.attempt >= c.attempt()) {
            if (entry.attempt == c.attempt()) {
                answer(c.step(), entry);
            } else if (entry.outcome instanceof TaskOutcome.Stopped) {
                world.say(this, new AgentEvent.Ended(c.step(), c.attempt(), entry.outcome));
            }
            return;
        }
        if (entry != null && entry.outcome == null) {
            world.violated("attempt " + c.attempt() + " begins while the one before works");
        }
        if (isStale(c)) {
            Failure stale = new Failure("STALE_FENCE", "a higher fence was seen", "");
            world.say(
                    this,
                    new AgentEvent.Ended(
                            c.step(), c.attempt(), new TaskOutcome.Failed(stale, true)));
            return;
        }
        Entry accepted = new Entry(c.attempt(), c.fence(), c.work());
        journal.put(c.step(), accepted);
        answer(c.step(), accepted);
        work(c.step(), accepted);
    }

    private boolean isStale(AgentCommand.Perform c) {
        return journal.values().stream()
                .filter(e -> e.work.claimedPaths().equals(c.work().claimedPaths()))
                .anyMatch(e -> e.fence.compareTo(c.fence()) > 0);
    }

    private void stop(AgentCommand.Stop c) {
        Entry entry = journal.get(c.step());
        if (entry != null && entry.outcome instanceof TaskOutcome.Completed) {
            world.say(this, new AgentEvent.Ended(c.step(), c.attempt(), entry.outcome));
        } else if (entry == null || entry.attempt < c.attempt()) {
            Entry never = new Entry(c.attempt(), Fence.NONE, Samples.check());
            never.outcome = new TaskOutcome.Stopped("never begun");
            journal.put(c.step(), never);
            answer(c.step(), never);
        } else if (entry.attempt == c.attempt()) {
            entry.stopping = true;
            if (entry.outcome != null) {
                answer(c.step(), entry);
            }
        }
    }

    private void answer(StepRef step, Entry entry) {
        world.say(
                this,
                entry.outcome == null
                        ? new AgentEvent.Accepted(step, entry.attempt)
                        : new AgentEvent.Ended(step, entry.attempt, entry.outcome));
    }

    /** Does the next part, and so on to the end; a crash begins the part again. */
    private void work(StepRef step, Entry entry) {
        int now = life;
        world.after(
                1 + random.nextInt(60_000),
                () -> {
                    if (life == now) {
                        workPart(step, entry);
                    }
                });
    }

    private void workPart(StepRef step, Entry entry) {
        if (entry.stopping) {
            end(step, entry, new TaskOutcome.Stopped("stopped after " + entry.done));
            return;
        }
        world.wrote(this, entry.work, step, entry.attempt);
        entry.done++;
        if (entry.done < PARTS && random.nextInt(20) > 0) {
            world.say(this, new AgentEvent.Progressed(step, entry.attempt, progress(entry)));
            work(step, entry);
            return;
        }
        end(step, entry, entry.done == PARTS ? Samples.checked() : failure());
    }

    private TaskOutcome failure() {
        return random.nextInt(3) > 0
                ? new TaskOutcome.Failed(Samples.LOCKED, true)
                : new TaskOutcome.Failed(Samples.REFUSAL, false);
    }

    private void end(StepRef step, Entry entry, TaskOutcome outcome) {
        entry.outcome = outcome;
        world.ended(this, step, entry.attempt, outcome);
        answer(step, entry);
    }

    private static Progress progress(Entry entry) {
        return new Progress(
                "copy", entry.done, PARTS, entry.done, PARTS, 0, 0, "", Samples.NOON, "");
    }

    private void repeat() {
        int now = life;
        world.after(
                REPEAT_MILLIS,
                () -> {
                    if (life == now) {
                        journal.forEach(
                                (step, entry) -> {
                                    if (entry.outcome != null && !entry.acknowledged) {
                                        answer(step, entry);
                                    }
                                });
                        repeat();
                    }
                });
    }
}
