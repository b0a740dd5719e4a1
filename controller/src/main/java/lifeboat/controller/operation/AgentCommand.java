package lifeboat.controller.operation;

/** What an agent is told of operations. */
public sealed interface AgentCommand {

    /**
     * Do this. An agent answers the same step and attempt again from its journal, and refuses a
     * lower fence than it has seen.
     */
    record Perform(StepRef step, int attempt, Fence fence, Work work) implements AgentCommand {}

    /**
     * Stop the step at its next safe point. An agent that does not have the attempt notes it as
     * stopped, so that a command on its way is not carried out, and answers so.
     */
    record Stop(StepRef step, int attempt, String reason) implements AgentCommand {}

    /** The result is on the controller's disk. */
    record ResultStored(StepRef step, int attempt) implements AgentCommand {}
}
