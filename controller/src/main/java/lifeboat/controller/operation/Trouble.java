package lifeboat.controller.operation;

import java.util.List;
import java.util.Optional;
import lifeboat.controller.operation.OperationState.Cancelling;
import lifeboat.controller.operation.OperationState.Dispatched;
import lifeboat.controller.operation.OperationState.Done;
import lifeboat.controller.operation.OperationState.Orphaned;
import lifeboat.controller.operation.OperationState.Queued;
import lifeboat.controller.operation.OperationState.Retrying;
import lifeboat.controller.operation.OperationState.Running;

/** Says in words what stands against an operation, and the command to type. */
final class Trouble {

    private Trouble() {}

    static Optional<Failure> of(Operation operation) {
        return switch (operation.state()) {
            case Queued s -> s.behind().isEmpty() ? Optional.empty() : Optional.of(behind(s));
            case Dispatched s -> ofLink(operation, s.link(), notAccepted(operation));
            case Running s -> ofLink(operation, s.link(), silent(operation));
            case Cancelling s -> ofLink(operation, s.link(), notStopped(operation));
            case Retrying s -> Optional.of(again(s));
            case Orphaned _ -> Optional.of(orphaned(operation));
            case Done s -> ofResult(operation, s);
        };
    }

    /** What a state has of its host; {@link Link.Up} where it needs none. */
    static Link link(OperationState state) {
        return switch (state) {
            case Dispatched s -> s.link();
            case Running s -> s.link();
            case Cancelling s -> s.link();
            case Queued _, Retrying _, Orphaned _, Done _ -> new Link.Up();
        };
    }

    private static Optional<Failure> ofLink(Operation operation, Link link, Failure silent) {
        return switch (link) {
            case Link.Up _ -> Optional.empty();
            case Link.Lost l -> Optional.of(lost(operation, l));
            case Link.Silent _ -> Optional.of(silent);
        };
    }

    private static Failure behind(Queued s) {
        List<String> ids = s.behind().stream().map(OperationId::value).toList();
        return new Failure(
                "WAITS_FOR_OTHERS",
                "it begins once " + String.join(", ", ids) + " has ended",
                "lifeboat operation watch " + ids.getFirst());
    }

    private static Failure lost(Operation operation, Link.Lost link) {
        String host = operation.work().host().value();
        return new Failure(
                "HOST_NOT_CONNECTED",
                "host " + host + " has not been connected since " + link.since(),
                startAgent(host));
    }

    private static String startAgent(String host) {
        return "start lifeboat-agent on %s; if the host is lost: lifeboat token create --host %s"
                        .formatted(host, host)
                + " --replace --reason …";
    }

    private static Failure notAccepted(Operation operation) {
        return new Failure(
                "COMMAND_NOT_ACCEPTED",
                "host %s is connected and did not accept the command, which was sent %d times"
                        .formatted(operation.work().host(), Limits.DELIVERIES),
                restartAgent(operation));
    }

    private static Failure silent(Operation operation) {
        return new Failure(
                "HOST_SILENT",
                "host %s is connected and has said nothing of the work for %d minutes"
                        .formatted(operation.work().host(), Limits.SILENCE.toMinutes()),
                restartAgent(operation));
    }

    private static Failure notStopped(Operation operation) {
        return new Failure(
                "CANCEL_NOT_ANSWERED",
                "host %s is connected and was asked %d times to stop, but has not"
                        .formatted(operation.work().host(), Limits.DELIVERIES),
                restartAgent(operation));
    }

    private static String restartAgent(Operation operation) {
        return "on %s: systemctl restart lifeboat-agent".formatted(operation.work().host());
    }

    private static Failure again(Retrying s) {
        return new Failure(
                s.failure().code(),
                "attempt %d of %d failed, the next follows by itself: %s"
                        .formatted(s.last().number(), Limits.ATTEMPTS, s.failure().message()),
                s.failure().next());
    }

    private static Failure orphaned(Operation operation) {
        return new Failure(
                "CONTROLLER_REBUILT",
                "the controller was lost while it was open; host %s will tell what became of it"
                        .formatted(operation.work().host()),
                startAgent(operation.work().host().value()));
    }

    private static Optional<Failure> ofResult(Operation operation, Done s) {
        return switch (s.result()) {
            case TaskOutcome.Completed c when c.errors() > 0 ->
                    Optional.of(
                            new Failure(
                                    "INCOMPLETE",
                                    c.errors() + " problems cost data",
                                    "lifeboat operation show " + operation.id()));
            case TaskOutcome.Completed _ -> Optional.empty();
            case TaskOutcome.Failed f -> Optional.of(f.failure());
            case TaskOutcome.Stopped t -> Optional.of(new Failure("CANCELLED", t.message(), ""));
        };
    }
}
