package lifeboat.controller.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lifeboat.controller.plan.PlanName;

/** A journal whose writes fail, or crash the controller, before or after they are done. */
final class FaultyJournal implements OperationJournal {

    /** The controller is gone; what it had in memory with it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** What becomes of a write. */
    enum Fate {
        DONE,
        CRASH_BEFORE,
        CRASH_AFTER,
        ERROR_BEFORE,
        ERROR_AFTER
    }

    private final OperationJournal inner;
    private final Supplier<Fate> fates;

    FaultyJournal(OperationJournal inner, Supplier<Fate> fates) {
        this.inner = inner;
        this.fates = fates;
    }

    private <T> T write(Supplier<T> work) {
        Fate fate = fates.get();
        switch (fate) {
            case CRASH_BEFORE -> throw new Crash();
            case ERROR_BEFORE -> throw new IllegalStateException("disk full");
            case DONE, CRASH_AFTER, ERROR_AFTER -> {}
        }
        T result = work.get();
        return switch (fate) {
            case CRASH_AFTER -> throw new Crash();
            case ERROR_AFTER -> throw new IllegalStateException("no answer from the disk");
            case DONE, CRASH_BEFORE, ERROR_BEFORE -> result;
        };
    }

    @Override
    public void create(Operation operation, OperationEvent first) {
        write(
                () -> {
                    inner.create(operation, first);
                    return operation;
                });
    }

    @Override
    public boolean append(Operation next, OperationEvent event) {
        return write(() -> inner.append(next, event));
    }

    @Override
    public void checkpoint(Operation operation) {
        write(
                () -> {
                    inner.checkpoint(operation);
                    return operation;
                });
    }

    @Override
    public void forgetEndedBefore(Instant end) {
        inner.forgetEndedBefore(end);
    }

    @Override
    public long raiseEpoch(long floor) {
        return write(() -> inner.raiseEpoch(floor));
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return inner.find(id);
    }

    @Override
    public List<OperationId> startingWith(String prefix, int limit) {
        return inner.startingWith(prefix, limit);
    }

    @Override
    public List<Operation> unfinished() {
        return inner.unfinished();
    }

    @Override
    public List<Operation> newest(int limit) {
        return inner.newest(limit);
    }

    @Override
    public List<Operation> newest(PlanName plan, int limit) {
        return inner.newest(plan, limit);
    }

    @Override
    public void forEach(Consumer<Operation> each) {
        inner.forEach(each);
    }

    @Override
    public List<OperationId> due(Instant now) {
        return inner.due(now);
    }

    @Override
    public List<LogEntry> log(OperationId id) {
        return inner.log(id);
    }
}
