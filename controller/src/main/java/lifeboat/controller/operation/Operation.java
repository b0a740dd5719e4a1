package lifeboat.controller.operation;

import java.time.Instant;
import java.util.Optional;

/**
 * A durable piece of work, as it was at one moment.
 *
 * @param pace of the latest attempt
 */
public record Operation(OperationId id, Work work, Request request, Revision revision, Pace pace) {

    static Operation requested(OperationId id, Work work, Request request) {
        Revision first = new Revision(1, request.time(), OperationDecider.first(), Deadline.NEVER);
        return new Operation(id, work, request, first, Pace.NONE);
    }

    Operation moved(OperationState state, Instant now, Deadline deadline) {
        Revision next = new Revision(revision.number() + 1, now, state, deadline);
        return new Operation(id, work, request, next, pace);
    }

    Operation renewed(Deadline deadline) {
        Revision same =
                new Revision(revision.number(), revision.time(), revision.state(), deadline);
        return new Operation(id, work, request, same, pace);
    }

    Operation at(Pace newer) {
        return new Operation(id, work, request, revision, newer);
    }

    public OperationKind kind() {
        return work.kind();
    }

    public OperationState state() {
        return revision.state();
    }

    public Phase phase() {
        return state().phase();
    }

    public long version() {
        return revision.number();
    }

    public boolean hasEnded() {
        return state() instanceof OperationState.Done;
    }

    /** How it ended; empty before. */
    public Optional<OperationState.Done> done() {
        return state() instanceof OperationState.Done done ? Optional.of(done) : Optional.empty();
    }

    /** When it ended; empty before. */
    public Optional<Instant> ended() {
        return hasEnded() ? Optional.of(revision.time()) : Optional.empty();
    }

    /** How often its step was tried, the present attempt included. */
    public int attempts() {
        return done().map(OperationState.Done::attempts)
                .or(() -> state().attempt().map(Attempt::number))
                .orElse(0);
    }

    /** What the work came to; empty until it was done. */
    public Optional<TaskOutcome.Completed> completed() {
        return done().map(OperationState.Done::result)
                .filter(TaskOutcome.Completed.class::isInstance)
                .map(TaskOutcome.Completed.class::cast);
    }

    /** Why it waits, failed, or was stopped; empty if all is well. */
    public Optional<Failure> trouble() {
        return Trouble.of(this);
    }

    /** Whether nothing more happens before a person acts; {@link #trouble()} says how. */
    public boolean waitsForOperator() {
        return Trouble.link(state()) instanceof Link.Silent;
    }
}
