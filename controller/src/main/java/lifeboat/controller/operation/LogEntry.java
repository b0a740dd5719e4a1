package lifeboat.controller.operation;

import java.time.Instant;

/**
 * One event of an operation's journal.
 *
 * @param number from 1
 * @param time when it was stored, in whole milliseconds
 * @param phase where the operation stood after it
 */
public record LogEntry(long number, Instant time, OperationEvent event, Phase phase) {

    /** What happened, for people. */
    public String words() {
        return switch (event) {
            case OperationEvent.Requested e -> by("asked for by " + e.who(), e.reason());
            case OperationEvent.Blocked e ->
                    "waits for "
                            + String.join(
                                    ", ", e.behind().stream().map(OperationId::value).toList());
            case OperationEvent.TurnCame _ -> "its turn came";
            case OperationEvent.Accepted _ -> "the host has accepted it";
            case OperationEvent.Progressed _ -> "the host is at work";
            case OperationEvent.Ended e ->
                    switch (e.outcome()) {
                        case TaskOutcome.Completed _ -> "attempt " + e.attempt() + " is done";
                        case TaskOutcome.Failed f ->
                                "attempt " + e.attempt() + " failed: " + f.failure().message();
                        case TaskOutcome.Stopped s -> "the host has stopped it: " + s.message();
                    };
            case OperationEvent.FoundRunning _ -> "the host is connected, and at work";
            case OperationEvent.NotHeld _ -> "the host is connected, and does not know of it";
            case OperationEvent.LinkLost _ -> "the connection to the host is lost";
            case OperationEvent.DeadlinePassed _ -> "waited long enough";
            case OperationEvent.CancelAsked e -> by("cancel asked by " + e.who(), e.reason());
            case OperationEvent.ControllerRebuilt _ -> "the controller was lost, and rebuilt";
            case OperationEvent.HostReplaced e -> by("the host was replaced", e.reason());
        };
    }

    private static String by(String what, String reason) {
        return reason.isEmpty() ? what : what + ": " + reason;
    }
}
