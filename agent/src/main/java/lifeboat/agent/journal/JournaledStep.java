package lifeboat.agent.journal;

import java.util.Optional;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;
import lifeboat.engine.Password;

/**
 * What the journal knows of a step: its newest attempt.
 *
 * @param command without its password once it has ended; empty if it was cancelled before it came
 * @param cancelAsked whether it is to stop
 * @param acknowledged whether the controller has the outcome
 */
public record JournaledStep(
        StepId step,
        int attempt,
        Optional<Command> command,
        boolean cancelAsked,
        Optional<Outcome> outcome,
        boolean acknowledged) {

    static JournaledStep of(Command command) {
        return new JournaledStep(
                command.step(),
                command.attempt(),
                Optional.of(command),
                false,
                Optional.empty(),
                false);
    }

    static JournaledStep neverBegun(StepId step, int attempt, Outcome outcome) {
        return new JournaledStep(
                step, attempt, Optional.empty(), true, Optional.of(outcome), false);
    }

    public Fence fence() {
        return command.map(Command::fence).orElse(Fence.LOWEST);
    }

    public boolean hasEnded() {
        return outcome.isPresent();
    }

    JournaledStep toCancel() {
        return new JournaledStep(step, attempt, command, true, outcome, acknowledged);
    }

    JournaledStep ended(Outcome result) {
        return new JournaledStep(
                step,
                attempt,
                command.map(JournaledStep::forgetful),
                cancelAsked,
                Optional.of(result),
                false);
    }

    private static Command forgetful(Command command) {
        return new Command(
                command.step(),
                command.attempt(),
                command.fence(),
                command.task().with(Password.ofBytes(new byte[0])));
    }

    JournaledStep told() {
        return new JournaledStep(step, attempt, command, cancelAsked, outcome, true);
    }
}
