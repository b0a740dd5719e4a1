package lifeboat.controller.operation;

import java.util.List;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.plan.PlanName;

/**
 * What a host is to do. Names its repository only: the URL, the config id and the password are
 * added when a command leaves the controller, and so are never in a journal.
 */
public sealed interface Work {

    PlanName plan();

    HostName host();

    /** The name of the repository. */
    String repository();

    OperationKind kind();

    /** The directories of the host that nobody else may work on meanwhile. */
    List<String> claimedPaths();

    /**
     * Save directories into a snapshot.
     *
     * @param paths absolute
     * @param profile what is left out by rule: {@code jenkins}, {@code hudson}, or empty
     * @param excludes restic's patterns
     * @param tags of the snapshot, {@code plan=NAME} among them
     * @param service the host name in the snapshot
     */
    record BackupWork(
            PlanName plan,
            HostName host,
            String repository,
            List<String> paths,
            String profile,
            List<String> excludes,
            List<String> tags,
            String service)
            implements Work {

        public BackupWork {
            paths = List.copyOf(paths);
            excludes = List.copyOf(excludes);
            tags = List.copyOf(tags);
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("a backup of no path");
            }
        }

        @Override
        public OperationKind kind() {
            return OperationKind.BACKUP;
        }

        @Override
        public List<String> claimedPaths() {
            return paths;
        }
    }

    /**
     * Restore a snapshot, or say what that would do.
     *
     * @param snapshotId in full, in hex
     * @param target the directory to restore into
     * @param path whose contents go there; empty for all paths as they are
     * @param tiers all if empty
     * @param intoExisting whether a target that is not empty may be changed
     * @param delete whether what the snapshot lacks is deleted there
     * @param verify whether every file is read back and proven
     * @param preview whether nothing is changed
     */
    record RestoreWork(
            PlanName plan,
            HostName host,
            String repository,
            String snapshotId,
            String target,
            String path,
            List<Integer> tiers,
            boolean intoExisting,
            boolean delete,
            boolean verify,
            boolean preview)
            implements Work {

        public RestoreWork {
            tiers = List.copyOf(tiers);
            if (!target.startsWith("/")) {
                throw new IllegalArgumentException("not an absolute path: \"" + target + "\"");
            }
        }

        @Override
        public OperationKind kind() {
            return preview ? OperationKind.PREVIEW : OperationKind.RESTORE;
        }

        @Override
        public List<String> claimedPaths() {
            return preview ? List.of() : List.of(target);
        }
    }

    /**
     * Check a repository.
     *
     * @param readShare how much of the data is read: 0 none, 1 all
     */
    record CheckWork(PlanName plan, HostName host, String repository, double readShare)
            implements Work {

        public CheckWork {
            if (!(readShare >= 0 && readShare <= 1)) {
                throw new IllegalArgumentException("not a share of 0 to 1: " + readShare);
            }
        }

        @Override
        public OperationKind kind() {
            return OperationKind.CHECK;
        }

        @Override
        public List<String> claimedPaths() {
            return List.of();
        }
    }
}
