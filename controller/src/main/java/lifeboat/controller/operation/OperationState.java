package lifeboat.controller.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where an operation stands: all that is known of it but what it is for. Stored as it is; a change
 * of these records needs a new schema version in the journal.
 */
public sealed interface OperationState {

    Phase phase();

    /** The latest attempt; empty before the first. */
    Optional<Attempt> attempt();

    /** How long it may stay so until a {@link OperationEvent.DeadlinePassed}; empty: for ever. */
    Optional<Duration> limit();

    /**
     * Waits for others, or for its first look.
     *
     * @param behind the operations that must end first
     */
    record Queued(List<OperationId> behind) implements OperationState {

        public Queued {
            behind = List.copyOf(behind);
        }

        @Override
        public Phase phase() {
            return Phase.QUEUED;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> limit() {
            return Optional.empty();
        }
    }

    /**
     * The command was sent, or will be once the host is connected; nobody knows whether it arrived.
     *
     * @param deliveries how often it was sent over the latest connection
     */
    record Dispatched(Attempt current, int deliveries, Link link) implements OperationState {

        @Override
        public Phase phase() {
            return deliveries == 0 ? Phase.QUEUED : Phase.DISPATCHED;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(current);
        }

        @Override
        public Optional<Duration> limit() {
            return Limits.whileUp(link, Limits.ANSWER);
        }
    }

    /** The command is in the agent's journal: it will be carried out whatever happens to us. */
    record Running(Attempt current, Link link) implements OperationState {

        @Override
        public Phase phase() {
            return Phase.RUNNING;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(current);
        }

        @Override
        public Optional<Duration> limit() {
            return Limits.whileUp(link, Limits.SILENCE);
        }
    }

    /**
     * The attempt failed, its agent has nothing of it left to do, and another follows.
     *
     * @param last the attempt that failed
     */
    record Retrying(Attempt last, Failure failure) implements OperationState {

        @Override
        public Phase phase() {
            return Phase.QUEUED;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(last);
        }

        @Override
        public Optional<Duration> limit() {
            return Optional.of(Limits.beforeAttempt(last.number() + 1));
        }
    }

    /**
     * Somebody wants it to stop, and the agent has not said what became of it.
     *
     * @param who asked
     * @param reason why
     * @param requests how often the agent was asked over the latest connection
     */
    record Cancelling(Attempt current, String who, String reason, int requests, Link link)
            implements OperationState {

        @Override
        public Phase phase() {
            return Phase.CANCELLING;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(current);
        }

        @Override
        public Optional<Duration> limit() {
            return Limits.whileUp(link, Limits.ANSWER);
        }
    }

    /**
     * The controller was rebuilt from a state in which it was open. Only its host knows what became
     * of it: it must not be sent again, since it may have been done.
     *
     * @param last the latest attempt that is known
     * @param who wants it to stop since then; empty if nobody does
     * @param reason why
     */
    record Orphaned(Attempt last, String who, String reason) implements OperationState {

        Orphaned(Attempt last) {
            this(last, "", "");
        }

        boolean isWanted() {
            return who.isEmpty();
        }

        @Override
        public Phase phase() {
            return isWanted() ? Phase.DISPATCHED : Phase.CANCELLING;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(last);
        }

        @Override
        public Optional<Duration> limit() {
            return Optional.empty();
        }
    }

    /**
     * It has ended, and nothing of it is written any more.
     *
     * @param attempts how many there were
     * @param result what the agent said last, or what was decided without it
     */
    record Done(int attempts, Outcome outcome, HomeState home, TaskOutcome result)
            implements OperationState {

        @Override
        public Phase phase() {
            return Phase.DONE;
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> limit() {
            return Optional.empty();
        }
    }
}
