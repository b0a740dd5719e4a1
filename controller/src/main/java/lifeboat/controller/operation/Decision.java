package lifeboat.controller.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What follows from an event.
 *
 * @param next the same if nothing changes: then nothing is stored
 * @param commands what to send once {@code next} is stored
 * @param timed whether the deadline counts from now; else it stays as it was
 */
record Decision(OperationState next, List<OperationCommand> commands, boolean timed) {

    Decision {
        commands = List.copyOf(commands);
    }

    static Decision to(OperationState next, OperationCommand... commands) {
        return new Decision(next, List.of(commands), true);
    }

    static Decision stay(OperationState state, OperationCommand... commands) {
        return new Decision(state, List.of(commands), false);
    }

    /** Nothing changes, and the deadline counts from now. */
    static Decision renew(OperationState state) {
        return new Decision(state, List.of(), true);
    }

    /** How long until a {@link OperationEvent.DeadlinePassed}; empty for never. */
    Optional<Duration> deadline() {
        return next.limit();
    }
}
