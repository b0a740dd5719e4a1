package lifeboat.controller.operation;

import java.util.List;

/** What an agent says of operations. */
public sealed interface AgentEvent {

    /**
     * It has connected.
     *
     * @param steps all in its journal whose result was not acknowledged
     * @param highest the highest fence that it has seen
     */
    record Hello(List<HeldStep> steps, Fence highest) implements AgentEvent {

        public Hello {
            steps = List.copyOf(steps);
        }
    }

    /** The command is in its journal, on its disk. */
    record Accepted(StepRef step, int attempt) implements AgentEvent {}

    /** A step goes on. */
    record Progressed(StepRef step, int attempt, Progress progress) implements AgentEvent {}

    /** A step has ended; repeated until it is acknowledged. */
    record Ended(StepRef step, int attempt, TaskOutcome outcome) implements AgentEvent {}

    /** The connection has ended. */
    record LinkLost() implements AgentEvent {}
}
