package lifeboat.agent.journal;

import java.util.Optional;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;
import lifeboat.engine.Password;

/**
 * What the journal knows of a step: its newest attempt.
 *
 * @param command without its password once it has ended
 * @param cancelAsked whether it is to stop
 * @param acknowledged whether the controller has the outcome
 */
public record JournaledStep(
        Command command, boolean cancelAsked, Optional<Outcome> outcome, boolean acknowledged) {

    static JournaledStep of(Command command) {
        return new JournaledStep(command, false, Optional.empty(), false);
    }

    public StepId step() {
        return command.step();
    }

    public int attempt() {
        return command.attempt();
    }

    public boolean hasEnded() {
        return outcome.isPresent();
    }

    JournaledStep toCancel() {
        return new JournaledStep(command, true, outcome, acknowledged);
    }

    JournaledStep ended(Outcome result) {
        Command forgetful =
                new Command(
                        command.step(),
                        command.attempt(),
                        command.fence(),
                        command.task().with(Password.ofBytes(new byte[0])));
        return new JournaledStep(forgetful, cancelAsked, Optional.of(result), false);
    }

    JournaledStep told() {
        return new JournaledStep(command, cancelAsked, outcome, true);
    }
}
