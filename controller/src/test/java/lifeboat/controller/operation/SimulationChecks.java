package lifeboat.controller.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lifeboat.controller.operation.OperationState.Done;

/** What must be so, whatever fails. */
final class SimulationChecks {

    private record Try(StepRef step, int attempt) {}

    private record AtWork(SimulatedAgent agent, StepRef step) {}

    private final OperationJournal journal;
    private final Map<AtWork, Work> atWork = new LinkedHashMap<>();
    private final Set<Try> ended = new HashSet<>();
    private final Map<OperationId, List<TaskOutcome>> truth = new HashMap<>();
    private Fence last = Fence.NONE;

    SimulationChecks(OperationJournal journal) {
        this.journal = journal;
    }

    void fenceRises(Fence fence) {
        check(fence.compareTo(last) > 0, "a fence does not rise", fence, last);
        last = fence;
    }

    /** Nobody writes for an operation that has ended, or where another is at work. */
    void wrote(SimulatedAgent agent, Work work, StepRef step, int attempt) {
        Operation operation = journal.find(step.operation()).orElseThrow();
        check(!operation.hasEnded(), "written after the end", step);
        check(
                !ended.contains(new Try(step, attempt)),
                "written by an attempt that has ended",
                step);
        atWork.forEach(
                (other, its) -> {
                    if (other.agent() == agent && !other.step().equals(step)) {
                        check(!overlap(work, its), "two at work on one target", step, other.step());
                    }
                });
        atWork.put(new AtWork(agent, step), work);
    }

    private static boolean overlap(Work a, Work b) {
        return a.claimedPaths().stream()
                .anyMatch(
                        p ->
                                b.claimedPaths().stream()
                                        .anyMatch(q -> p.startsWith(q) || q.startsWith(p)));
    }

    /** A step attempt takes effect once. */
    void ended(SimulatedAgent agent, StepRef step, int attempt, TaskOutcome outcome) {
        check(ended.add(new Try(step, attempt)), "an attempt takes effect twice", step, attempt);
        atWork.remove(new AtWork(agent, step));
        List<TaskOutcome> all = truth.computeIfAbsent(step.operation(), _ -> new ArrayList<>());
        all.add(outcome);
        long completed = all.stream().filter(TaskOutcome.Completed.class::isInstance).count();
        check(completed <= 1, "done twice", step);
    }

    /** A watcher never goes back. */
    OperationListener watcher() {
        long[] seen = {0};
        return operation -> {
            check(operation.version() >= seen[0], "a watcher sees it go back", operation.id());
            seen[0] = operation.version();
        };
    }

    void whatHasNotEndedSaysWhatToDo() {
        for (Operation operation : journal.unfinished()) {
            check(operation.trouble().isPresent(), "waits without a reason", operation);
            check(
                    !operation.trouble().get().next().isEmpty(),
                    "waits without a command to type",
                    operation);
        }
        check(
                journal.unfinished().stream().anyMatch(Operation::waitsForOperator),
                "none waits for a person",
                journal.unfinished());
    }

    void everythingHasEnded() {
        check(journal.unfinished().isEmpty(), "not ended", journal.unfinished());
    }

    void journalsReplayToTheSameStates() {
        for (Operation operation : journal.newest(Integer.MAX_VALUE)) {
            OperationDecider decider = new OperationDecider(operation.kind());
            OperationState state = OperationDecider.first();
            long number = 0;
            boolean cancelled = false;
            for (LogEntry entry : journal.log(operation.id())) {
                state = decider.decide(state, entry.event()).next();
                cancelled |= entry.event() instanceof OperationEvent.CancelAsked;
                check(
                        !cancelled || state.phase().compareTo(Phase.CANCELLING) >= 0,
                        "goes on after a cancel",
                        operation.id());
                check(entry.number() == ++number, "an event is missing", number, operation.id());
                check(
                        entry.phase() == state.phase(),
                        "replayed to another phase",
                        entry,
                        operation.id());
            }
            assertThat(state).isEqualTo(operation.state());
        }
    }

    /** What the operator is told is what the agents have done. */
    void outcomesAreTrue() {
        for (Operation operation : journal.newest(Integer.MAX_VALUE)) {
            Done done = operation.done().orElseThrow();
            List<TaskOutcome> happened = truth.getOrDefault(operation.id(), List.of());
            boolean completed = happened.stream().anyMatch(TaskOutcome.Completed.class::isInstance);
            boolean honest =
                    switch (done.outcome()) {
                        case SUCCEEDED, SUCCEEDED_WITH_WARNINGS -> completed;
                        case CANCELLED, REFUSED, FAILED -> !completed;
                        case SUPERSEDED -> true;
                    };
            check(honest, "not what has happened", operation, happened);
        }
    }

    private static void check(boolean holds, String violation, Object... facts) {
        if (!holds) {
            throw new AssertionError(violation + ": " + List.of(facts));
        }
    }
}
