package lifeboat.agent.capability;

import java.util.Optional;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.Task;

/** Saves directories that the agent's file names. */
final class BackupCapability implements Capability<Task.Backup> {

    private final AllowList allowed;

    BackupCapability(AllowList allowed) {
        this.allowed = allowed;
    }

    @Override
    public Optional<Outcome.Failed> refusal(Task.Backup task) {
        if (task.paths().isEmpty()) {
            return Optional.of(
                    new Outcome.Failed(
                            "TASK_INVALID", "no path is named", "correct the plan", false));
        }
        return allowed.refusal(task.repository())
                .or(
                        () ->
                                task.paths().stream()
                                        .flatMap(path -> allowed.refusal(path).stream())
                                        .findFirst());
    }
}
