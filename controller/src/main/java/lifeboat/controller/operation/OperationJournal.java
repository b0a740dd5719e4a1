package lifeboat.controller.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.controller.plan.PlanName;

/**
 * Keeps operations and what they came through. Each call that writes is one transaction, on the
 * disk when it returns; a call that throws may have written all or nothing.
 *
 * <p>Thread-safe, but meant for one writer: an {@link OperationRunner}.
 */
public interface OperationJournal {

    /**
     * Stores a new operation, at version 1, and its first event.
     *
     * @throws IllegalStateException if there is one of its id
     */
    void create(Operation operation, OperationEvent first);

    /**
     * Stores the state and the deadline that {@code event} has led to, and the event.
     *
     * @return false, and nothing is stored, unless the stored version is the one before {@code
     *     next}'s
     */
    boolean append(Operation next, OperationEvent event);

    /** Stores progress and deadline; does nothing if the stored version is another. */
    void checkpoint(Operation operation);

    Optional<Operation> find(OperationId id);

    /** Returns ids that begin with {@code prefix}, at most {@code limit}. */
    List<OperationId> startingWith(String prefix, int limit);

    /** Returns all that have not ended, the oldest first. */
    List<Operation> unfinished();

    /** Returns the newest first, at most {@code limit}. */
    List<Operation> newest(int limit);

    /** Returns those of {@code plan}, the newest first, at most {@code limit}. */
    List<Operation> newest(PlanName plan, int limit);

    /** Passes every operation, the oldest first, on the calling thread. */
    void forEach(Consumer<Operation> each);

    /** Returns those whose deadline has passed. */
    List<OperationId> due(Instant now);

    /** Returns what an operation came through, the oldest first; nothing if it is unknown. */
    List<LogEntry> log(OperationId id);

    /** Forgets all that ended before then, with what they came through. */
    void forgetEndedBefore(Instant end);

    /**
     * Returns an epoch for fences that is above {@code floor} and all that were returned before.
     */
    long raiseEpoch(long floor);
}
