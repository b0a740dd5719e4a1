package lifeboat.agent.wire;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;
import lifeboat.agent.capability.HeldStep;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.config.Role;
import lifeboat.agent.host.HostState;
import lifeboat.agent.host.HostState.MountedVolume;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.RepositoryAccess;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;
import lifeboat.agent.step.TaskReport;
import lifeboat.engine.Password;
import lifeboat.proto.agent.v1.BackupReport;
import lifeboat.proto.agent.v1.BackupTask;
import lifeboat.proto.agent.v1.CheckReport;
import lifeboat.proto.agent.v1.CheckTask;
import lifeboat.proto.agent.v1.Mount;
import lifeboat.proto.agent.v1.Problem;
import lifeboat.proto.agent.v1.RestoreReport;
import lifeboat.proto.agent.v1.RestoreTask;
import lifeboat.proto.agent.v1.Space;
import lifeboat.proto.agent.v1.StepCancelled;
import lifeboat.proto.agent.v1.StepFailure;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.WatchedProcess;

/** The agent's values as messages, and back. */
final class Messages {

    private Messages() {}

    static Timestamp toProto(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static lifeboat.proto.agent.v1.Role toProto(Role role) {
        return switch (role) {
            case AS_PROVEN -> lifeboat.proto.agent.v1.Role.ROLE_UNSPECIFIED;
            case MASTER -> lifeboat.proto.agent.v1.Role.ROLE_MASTER;
            case SLAVE -> lifeboat.proto.agent.v1.Role.ROLE_SLAVE;
        };
    }

    static String toName(lifeboat.proto.agent.v1.Role role) {
        return switch (role) {
            case ROLE_MASTER -> "master";
            case ROLE_SLAVE -> "slave";
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> "unknown";
        };
    }

    static StepId step(lifeboat.proto.agent.v1.StepId step) {
        return new StepId(step.getOperationId(), step.getStep());
    }

    /** Empty if it is a task that this agent does not know. */
    static Optional<Command> command(lifeboat.proto.agent.v1.Command command) {
        return task(command.getTask())
                .map(
                        task ->
                                new Command(
                                        step(command.getStep()),
                                        command.getAttempt(),
                                        new Fence(
                                                command.getFence().getEpoch(),
                                                command.getFence().getCounter()),
                                        task));
    }

    private static Optional<Task> task(lifeboat.proto.agent.v1.Task task) {
        return switch (task.getTaskCase()) {
            case BACKUP -> Optional.of(task(task.getBackup()));
            case RESTORE -> Optional.of(task(task.getRestore()));
            case CHECK -> Optional.of(task(task.getCheck()));
            case TASK_NOT_SET -> Optional.empty();
        };
    }

    private static Task task(BackupTask task) {
        return new Task.Backup(
                access(task.getRepository()),
                task.getPathsList(),
                task.getProfile(),
                task.getExcludesList(),
                task.getTagsList(),
                task.getHost());
    }

    private static Task task(RestoreTask task) {
        return new Task.Restore(
                access(task.getRepository()),
                task.getSnapshotId(),
                task.getTarget(),
                task.getPath(),
                task.getTiersList(),
                task.getIntoExisting(),
                task.getDelete(),
                task.getVerify(),
                task.getPreview());
    }

    private static Task task(CheckTask task) {
        return new Task.Check(access(task.getRepository()), task.getReadShare());
    }

    private static RepositoryAccess access(lifeboat.proto.agent.v1.RepositoryAccess access) {
        return new RepositoryAccess(
                access.getUrl(),
                access.getConfigId(),
                Password.ofBytes(access.getPassword().toByteArray()));
    }

    static lifeboat.proto.agent.v1.StepId toProto(StepId step) {
        return lifeboat.proto.agent.v1.StepId.newBuilder()
                .setOperationId(step.operationId())
                .setStep(step.step())
                .build();
    }

    static lifeboat.proto.agent.v1.Fence toProto(Fence fence) {
        return lifeboat.proto.agent.v1.Fence.newBuilder()
                .setEpoch(fence.epoch())
                .setCounter(fence.counter())
                .build();
    }

    static lifeboat.proto.agent.v1.HeldStep toProto(HeldStep held) {
        var message =
                lifeboat.proto.agent.v1.HeldStep.newBuilder()
                        .setStep(toProto(held.step()))
                        .setAttempt(held.attempt())
                        .setFence(toProto(held.fence()));
        if (held.outcome().isPresent()) {
            return message.setResult(result(held.step(), held.attempt(), held.outcome().get()))
                    .build();
        }
        return message.setProgress(progress(held)).build();
    }

    static lifeboat.proto.agent.v1.StepProgress progress(HeldStep held) {
        StepProgress progress = held.progress();
        return lifeboat.proto.agent.v1.StepProgress.newBuilder()
                .setStep(toProto(held.step()))
                .setAttempt(held.attempt())
                .setPhase(progress.phase())
                .setDoneBytes(progress.doneBytes())
                .setExpectedBytes(progress.expectedBytes())
                .setDoneFiles(progress.doneFiles())
                .setExpectedFiles(progress.expectedFiles())
                .setTransferredBytes(progress.transferredBytes())
                .setErrors(progress.errors())
                .setLimitedBy(progress.limitedBy().equals("compute") ? "cpu" : progress.limitedBy())
                .setLastProgress(toProto(progress.lastProgress()))
                .setStalledBecause(progress.stalledBecause())
                .build();
    }

    static StepResult result(StepId step, int attempt, Outcome outcome) {
        StepResult.Builder result =
                StepResult.newBuilder().setStep(toProto(step)).setAttempt(attempt);
        switch (outcome) {
            case Outcome.Done(TaskReport report) -> result.setDone(toProto(report));
            case Outcome.Failed failed ->
                    result.setFailed(
                            StepFailure.newBuilder()
                                    .setCode(failed.code())
                                    .setMessage(failed.message())
                                    .setNext(failed.next())
                                    .setMayRepeat(failed.mayRepeat()));
            case Outcome.Cancelled(String message) ->
                    result.setCancelled(StepCancelled.newBuilder().setMessage(message));
        }
        return result.build();
    }

    private static lifeboat.proto.agent.v1.TaskReport toProto(TaskReport report) {
        var message =
                lifeboat.proto.agent.v1.TaskReport.newBuilder()
                        .setErrors(report.errors())
                        .setWarnings(report.warnings());
        switch (report.result()) {
            case TaskReport.Saved saved ->
                    message.setBackup(
                            BackupReport.newBuilder()
                                    .setSnapshotId(saved.snapshotId())
                                    .setRecoveryPoint(toProto(saved.recoveryPoint()))
                                    .setFiles(saved.files())
                                    .setBytes(saved.bytes())
                                    .setNewFiles(saved.newFiles())
                                    .setChangedFiles(saved.changedFiles())
                                    .setAddedBytes(saved.addedBytes()));
            case TaskReport.Restored restored ->
                    message.setRestore(
                            RestoreReport.newBuilder()
                                    .setFiles(restored.files())
                                    .setBytes(restored.bytes())
                                    .setKeptFiles(restored.keptFiles())
                                    .setTransferredBytes(restored.transferredBytes())
                                    .setDeletedFiles(restored.deletedFiles())
                                    .setChangedFiles(restored.changedFiles()));
            case TaskReport.Checked checked ->
                    message.setCheck(
                            CheckReport.newBuilder()
                                    .setSnapshots(checked.snapshots())
                                    .setPacks(checked.packs())
                                    .setReadBytes(checked.readBytes()));
        }
        for (TaskReport.Problem problem : report.problems()) {
            message.addProblems(
                    Problem.newBuilder()
                            .setCode(problem.code())
                            .setError(problem.error())
                            .setSubject(problem.subject())
                            .setMessage(problem.message()));
        }
        return message.build();
    }

    static lifeboat.proto.agent.v1.HostState toProto(HostState state, Allowance allowance) {
        var message =
                lifeboat.proto.agent.v1.HostState.newBuilder()
                        .setSeen(toProto(state.seen()))
                        .setMachineName(state.machineName())
                        .setOperatingSystem(state.operatingSystem())
                        .setKernel(state.kernel())
                        .setCores(state.cores())
                        .setMemoryBytes(state.memoryBytes())
                        .setLoad(state.load())
                        .setAgentResidentBytes(state.agentResidentBytes())
                        .setAllowance(
                                lifeboat.proto.agent.v1.Allowance.newBuilder()
                                        .addAllPaths(allowance.paths())
                                        .addAllRepositories(allowance.repositories()));
        state.mounts().forEach(volume -> message.addMounts(toProto(volume)));
        state.processes().forEach(process -> message.addProcesses(toProto(process)));
        return message.build();
    }

    private static Mount toProto(MountedVolume volume) {
        Mount.Builder message =
                Mount.newBuilder()
                        .setPath(volume.mount().path())
                        .setSource(volume.mount().source())
                        .setRoot(volume.mount().root())
                        .setFileSystem(volume.mount().fileSystem())
                        .setDevice(volume.mount().device())
                        .addAllOptions(volume.mount().options());
        volume.space()
                .ifPresent(
                        space ->
                                message.setSpace(
                                        Space.newBuilder()
                                                .setSizeBytes(space.sizeBytes())
                                                .setFreeBytes(space.freeBytes())
                                                .setInodes(space.inodes())
                                                .setFreeInodes(space.freeInodes())));
        return message.build();
    }

    private static WatchedProcess toProto(HostState.WatchedProcess process) {
        WatchedProcess.Builder message = WatchedProcess.newBuilder().setName(process.name());
        process.running()
                .ifPresent(
                        running ->
                                message.setRunning(true)
                                        .setPid((int) running.pid())
                                        .setStarted(toProto(running.started()))
                                        .setResidentBytes(running.residentBytes()));
        return message.build();
    }
}
