package lifeboat.controller.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lifeboat.controller.plan.PlanName;

/** Keeps operations as long as the process lives. Thread-safe. */
public final class MemoryOperationJournal implements OperationJournal {

    private final Map<OperationId, Operation> operations = new LinkedHashMap<>();
    private final Map<OperationId, List<LogEntry>> logs = new LinkedHashMap<>();
    private long epoch;

    @Override
    public synchronized void create(Operation operation, OperationEvent first) {
        if (operations.putIfAbsent(operation.id(), operation) != null) {
            throw new IllegalStateException("there is an operation " + operation.id());
        }
        logs.put(operation.id(), new ArrayList<>());
        log(operation, first);
    }

    @Override
    public synchronized boolean append(Operation next, OperationEvent event) {
        Operation stored = operations.get(next.id());
        if (stored == null || stored.version() + 1 != next.version()) {
            return false;
        }
        operations.put(next.id(), next);
        log(next, event);
        return true;
    }

    private void log(Operation operation, OperationEvent event) {
        logs.get(operation.id())
                .add(
                        new LogEntry(
                                operation.version(),
                                operation.revision().time(),
                                event,
                                operation.phase()));
    }

    @Override
    public synchronized void checkpoint(Operation operation) {
        Operation stored = operations.get(operation.id());
        if (stored != null && stored.version() == operation.version()) {
            operations.put(operation.id(), operation);
        }
    }

    @Override
    public synchronized Optional<Operation> find(OperationId id) {
        return Optional.ofNullable(operations.get(id)).map(MemoryOperationJournal::comeBack);
    }

    @Override
    public synchronized List<OperationId> startingWith(String prefix, int limit) {
        return operations.keySet().stream()
                .filter(id -> id.value().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Operation> unfinished() {
        return operations.values().stream()
                .filter(o -> !o.hasEnded())
                .map(MemoryOperationJournal::comeBack)
                .toList();
    }

    @Override
    public List<Operation> newest(int limit) {
        return newest(_ -> true, limit);
    }

    @Override
    public List<Operation> newest(PlanName plan, int limit) {
        return newest(o -> o.work().plan().equals(plan), limit);
    }

    private synchronized List<Operation> newest(Predicate<Operation> wanted, int limit) {
        return new ArrayList<>(operations.values())
                .reversed().stream()
                        .filter(wanted)
                        .limit(limit)
                        .map(MemoryOperationJournal::comeBack)
                        .toList();
    }

    @Override
    public synchronized void forEach(Consumer<Operation> each) {
        operations.values().stream().map(MemoryOperationJournal::comeBack).forEach(each);
    }

    @Override
    public synchronized List<OperationId> due(Instant now) {
        return operations.values().stream()
                .filter(o -> o.revision().deadline().hasPassed(now))
                .map(Operation::id)
                .toList();
    }

    @Override
    public synchronized List<LogEntry> log(OperationId id) {
        return List.copyOf(logs.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized void forgetEndedBefore(Instant end) {
        operations.values().removeIf(one -> one.hasEnded() && one.revision().time().isBefore(end));
        logs.keySet().retainAll(operations.keySet());
    }

    @Override
    public synchronized long raiseEpoch(long floor) {
        epoch = Math.max(epoch, floor) + 1;
        return epoch;
    }

    private static Operation comeBack(Operation stored) {
        return stored.at(Pace.restarted(stored.pace().progress(), stored.pace().at()));
    }
}
