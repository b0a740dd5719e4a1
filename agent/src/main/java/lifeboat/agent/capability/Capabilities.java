package lifeboat.agent.capability;

import java.util.List;
import java.util.Optional;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.Task;

/** All that this agent can be asked for. */
public final class Capabilities {

    /** For controllers, which ask for nothing else. */
    public static final List<String> NAMES = List.of("backup", "restore", "check");

    private final BackupCapability backup;
    private final RestoreCapability restore;
    private final CheckCapability check;

    public Capabilities(Allowance allowance) {
        AllowList allowed = new AllowList(allowance);
        backup = new BackupCapability(allowed);
        restore = new RestoreCapability(allowed);
        check = new CheckCapability(allowed);
    }

    Optional<Outcome.Failed> refusal(Task task) {
        return switch (task) {
            case Task.Backup it -> backup.refusal(it);
            case Task.Restore it -> restore.refusal(it);
            case Task.Check it -> check.refusal(it);
        };
    }
}
