package lifeboat.agent.capability;

import java.util.Optional;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.Task;
import lifeboat.engine.ObjectId;

/** Restores one snapshot, named by its whole id, into a directory that the agent's file names. */
final class RestoreCapability implements Capability<Task.Restore> {

    private final AllowList allowed;

    RestoreCapability(AllowList allowed) {
        this.allowed = allowed;
    }

    @Override
    public Optional<Outcome.Failed> refusal(Task.Restore task) {
        if (!ObjectId.isHex(task.snapshotId())) {
            return Optional.of(
                    new Outcome.Failed(
                            "TASK_INVALID",
                            "\"" + task.snapshotId() + "\" is no whole snapshot id",
                            "ask for a snapshot by its 64 digits",
                            false));
        }
        return allowed.refusal(task.repository()).or(() -> allowed.refusal(task.target()));
    }
}
