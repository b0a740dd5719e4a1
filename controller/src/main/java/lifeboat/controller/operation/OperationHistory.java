package lifeboat.controller.operation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lifeboat.controller.plan.PlanName;

/**
 * What became of the operations of each plan, all that the journal holds and all that ended since.
 * Asking is quick and reads nothing. Thread-safe.
 */
public final class OperationHistory {

    private record Key(PlanName plan, OperationKind kind) {}

    private final Map<Key, Runs> runs = new ConcurrentHashMap<>();

    private OperationHistory() {}

    /** Reads all of {@code journal}, once, and follows {@code operations} from then on. */
    public static OperationHistory follow(OperationJournal journal, OperationRunner operations) {
        OperationHistory history = new OperationHistory();
        journal.forEach(history::take);
        operations.watchAll(history::take);
        return history;
    }

    /** Takes an operation as it has become; of one that has ended, nothing comes after. */
    private void take(Operation operation) {
        runs.compute(
                new Key(operation.work().plan(), operation.kind()),
                (_, known) -> {
                    Runs before = known == null ? Runs.NONE : known;
                    Runs asked = before.requested(operation.request().time());
                    return operation.done().map(done -> asked.with(operation, done)).orElse(asked);
                });
    }

    /** Of a plan's operations of one kind. */
    public Runs of(PlanName plan, OperationKind kind) {
        return runs.getOrDefault(new Key(plan, kind), Runs.NONE);
    }
}
