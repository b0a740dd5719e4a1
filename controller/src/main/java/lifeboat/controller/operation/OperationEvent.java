package lifeboat.controller.operation;

import java.time.Instant;
import java.util.List;

/**
 * What can happen to an operation. Those of its host speak of the current attempt: {@link
 * OperationRunner} drops the others. Stored as they are, so a change needs a new schema version.
 */
public sealed interface OperationEvent {

    /** Somebody asked for it; the first event of every operation. */
    record Requested(String who, String reason) implements OperationEvent {}

    /** Others have to end first. */
    record Blocked(List<OperationId> behind) implements OperationEvent {

        public Blocked {
            behind = List.copyOf(behind);
        }
    }

    /**
     * Nobody is in the way any more.
     *
     * @param link what there is of its host
     */
    record TurnCame(Link link) implements OperationEvent {}

    /** The command is in the agent's journal. */
    record Accepted() implements OperationEvent {}

    /** The step goes on. */
    record Progressed() implements OperationEvent {}

    /** The step has ended. May come again until it is acknowledged. */
    record Ended(int attempt, TaskOutcome outcome) implements OperationEvent {}

    /** The agent has connected, and the attempt is at work there. */
    record FoundRunning() implements OperationEvent {}

    /**
     * The agent has connected, and never had the attempt. It can't get it from the connection
     * before: that one's messages died with it.
     */
    record NotHeld() implements OperationEvent {}

    /** The connection to the agent is lost. */
    record LinkLost(Instant at) implements OperationEvent {}

    /**
     * Nothing else has happened for as long as the state allows.
     *
     * @param link what there is of its host
     */
    record DeadlinePassed(Link link) implements OperationEvent {}

    /** Somebody wants it to stop. */
    record CancelAsked(String who, String reason) implements OperationEvent {}

    /** The host was replaced by another of its name; the old one can't connect any more. */
    record HostReplaced(String reason) implements OperationEvent {}

    /** The controller was lost, and rebuilt from a state that may be older than what happened. */
    record ControllerRebuilt() implements OperationEvent {}
}
