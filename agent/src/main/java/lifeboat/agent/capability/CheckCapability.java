package lifeboat.agent.capability;

import java.util.Optional;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.Task;

/** Checks a repository that the agent's file names. */
final class CheckCapability implements Capability<Task.Check> {

    private final AllowList allowed;

    CheckCapability(AllowList allowed) {
        this.allowed = allowed;
    }

    @Override
    public Optional<Outcome.Failed> refusal(Task.Check task) {
        if (!(task.readShare() >= 0 && task.readShare() <= 1)) {
            return Optional.of(
                    new Outcome.Failed(
                            "TASK_INVALID",
                            "a share is from 0 to 1: " + task.readShare(),
                            "correct the request",
                            false));
        }
        return allowed.refusal(task.repository());
    }
}
