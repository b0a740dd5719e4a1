package lifeboat.controller.wire;

import lifeboat.controller.operation.OperationId;
import lifeboat.controller.operation.Work;
import lifeboat.engine.BackupRequest;
import lifeboat.proto.agent.v1.BackupTask;
import lifeboat.proto.agent.v1.CheckTask;
import lifeboat.proto.agent.v1.RepositoryAccess;
import lifeboat.proto.agent.v1.RestoreTask;
import lifeboat.proto.agent.v1.Task;

/** Work as agents are told of it, with what opens the repository. */
final class OrderedWork {

    private OrderedWork() {}

    /**
     * The task that an agent gets.
     *
     * @param operation is named in the snapshot of a backup, so that there is one however often an
     *     agent has to begin
     */
    static Task task(OperationId operation, Work work, RepositoryAccess access) {
        return switch (work) {
            case Work.BackupWork backup ->
                    Task.newBuilder()
                            .setBackup(
                                    BackupTask.newBuilder()
                                            .setRepository(access)
                                            .addAllPaths(backup.paths())
                                            .setProfile(backup.profile())
                                            .addAllExcludes(backup.excludes())
                                            .addAllTags(backup.tags())
                                            .addTags(BackupRequest.OPERATION_TAG + operation)
                                            .setHost(backup.service()))
                            .build();
            case Work.RestoreWork restore ->
                    Task.newBuilder()
                            .setRestore(
                                    RestoreTask.newBuilder()
                                            .setRepository(access)
                                            .setSnapshotId(restore.snapshotId())
                                            .setTarget(restore.target())
                                            .setPath(restore.path())
                                            .addAllTiers(restore.tiers())
                                            .setIntoExisting(restore.intoExisting())
                                            .setDelete(restore.delete())
                                            .setVerify(restore.verify())
                                            .setPreview(restore.preview()))
                            .build();
            case Work.CheckWork check ->
                    Task.newBuilder()
                            .setCheck(
                                    CheckTask.newBuilder()
                                            .setRepository(access)
                                            .setReadShare(check.readShare()))
                            .build();
        };
    }
}
