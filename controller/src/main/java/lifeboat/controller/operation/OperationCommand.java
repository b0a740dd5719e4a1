package lifeboat.controller.operation;

/** What a decision wants of the operation's agent. May be lost, and may be sent twice. */
public sealed interface OperationCommand {

    /** Do this attempt of the step. */
    record Deliver(Attempt attempt) implements OperationCommand {}

    /** Stop the step at its next safe point, or never begin it, and say so. */
    record AskToStop(Attempt attempt, String reason) implements OperationCommand {}

    /** The result of the attempt is stored, and need not be repeated. */
    record Acknowledge(String step, int attempt) implements OperationCommand {}
}
