package lifeboat.controller.operation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.controller.plan.PlanName;

/**
 * What operations moved to and from the repositories since this controller started, seen as they
 * go, so that its growth is their speed. Thread-safe.
 */
public final class Transfers {

    private record Key(PlanName plan, OperationKind kind) {}

    private final Map<Key, LongAdder> bytes = new ConcurrentHashMap<>();
    private final Map<OperationId, Long> seen = new HashMap<>(); // of those that have not ended

    private Transfers() {}

    /** Counts from now on. */
    public static Transfers follow(OperationRunner operations) {
        Transfers transfers = new Transfers();
        operations
                .unfinished()
                .forEach(
                        operation ->
                                transfers.seen.put(
                                        operation.id(),
                                        operation.pace().progress().transferredBytes()));
        operations.watchAll(transfers::take);
        return transfers;
    }

    private synchronized void take(Operation operation) {
        long before = seen.getOrDefault(operation.id(), 0L);
        long now = Math.max(operation.pace().progress().transferredBytes(), finalBytes(operation));
        // a new attempt counts from 0 again
        long moved = now < before ? now : now - before;
        bytes.computeIfAbsent(
                        new Key(operation.work().plan(), operation.kind()), _ -> new LongAdder())
                .add(moved);
        if (operation.hasEnded()) {
            seen.remove(operation.id());
        } else {
            seen.put(operation.id(), now);
        }
    }

    /** What a short operation moved, whose progress nobody told. */
    private static long finalBytes(Operation operation) {
        return operation
                .completed()
                .map(
                        completed ->
                                switch (completed.report()) {
                                    case TaskReport.BackupReport report -> report.addedBytes();
                                    case TaskReport.RestoreReport report ->
                                            report.transferredBytes();
                                    case TaskReport.CheckReport report -> report.readBytes();
                                })
                .orElse(0L);
    }

    /** As stored: compressed and encrypted. */
    public long bytes(PlanName plan, OperationKind kind) {
        LongAdder moved = bytes.get(new Key(plan, kind));
        return moved == null ? 0 : moved.sum();
    }
}
