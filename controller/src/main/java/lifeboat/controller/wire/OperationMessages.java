package lifeboat.controller.wire;

import java.time.Instant;
import java.util.List;
import lifeboat.controller.operation.Pace;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.TaskReport;
import lifeboat.controller.operation.Work;
import lifeboat.proto.control.v1.Failure;
import lifeboat.proto.control.v1.HomeState;
import lifeboat.proto.control.v1.LogEntry;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.OperationKind;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.Phase;
import lifeboat.proto.control.v1.Problem;
import lifeboat.proto.control.v1.Progress;
import lifeboat.proto.control.v1.Summary;

/** Operations as operators are shown them. */
final class OperationMessages {

    private OperationMessages() {}

    static Operation operation(lifeboat.controller.operation.Operation operation) {
        Operation.Builder message =
                Operation.newBuilder()
                        .setId(operation.id().value())
                        .setKind(kind(operation.kind()))
                        .setPlan(operation.work().plan().value())
                        .setHost(operation.work().host().value())
                        .setPhase(phase(operation.phase()))
                        .setStartedBy(operation.request().who())
                        .setReason(operation.request().reason())
                        .setCreated(ProtoTime.of(operation.request().time()))
                        .setVersion(operation.version())
                        .setAttempt(operation.attempts())
                        .setProgress(progress(operation.pace()));
        operation.ended().map(ProtoTime::of).ifPresent(message::setEnded);
        operation
                .done()
                .ifPresent(
                        done ->
                                message.setOutcome(outcome(done.outcome()))
                                        .setHome(home(done.home())));
        operation
                .trouble()
                .ifPresent(
                        trouble ->
                                message.setFailure(
                                        Failure.newBuilder()
                                                .setCode(trouble.code())
                                                .setMessage(trouble.message())
                                                .setNext(trouble.next())));
        if (operation.work() instanceof Work.RestoreWork restore) {
            message.setSnapshotId(restore.snapshotId()).setTarget(restore.target());
        }
        operation
                .completed()
                .ifPresent(
                        completed -> {
                            message.setSummary(summary(completed));
                            if (completed.report() instanceof TaskReport.BackupReport backup) {
                                message.setSnapshotId(backup.snapshotId());
                            }
                        });
        return message.build();
    }

    static LogEntry logEntry(lifeboat.controller.operation.LogEntry entry) {
        return LogEntry.newBuilder()
                .setNumber(entry.number())
                .setTime(ProtoTime.of(entry.time()))
                .setEvent(entry.words())
                .setPhase(phase(entry.phase()))
                .build();
    }

    private static Progress progress(Pace pace) {
        var progress = pace.progress();
        Progress.Builder message =
                Progress.newBuilder()
                        .setPhase(progress.phase())
                        .setDoneBytes(progress.doneBytes())
                        .setExpectedBytes(progress.expectedBytes())
                        .setDoneFiles(progress.doneFiles())
                        .setExpectedFiles(progress.expectedFiles())
                        .setTransferredBytes(progress.transferredBytes())
                        .setBytesPerSecond((long) pace.bytesPerSecond())
                        .setLimitedBy(progress.limitedBy())
                        .setStalledBecause(progress.stalledBecause());
        pace.expectedEnd().map(ProtoTime::of).ifPresent(message::setExpectedEnd);
        if (!progress.lastProgress().equals(Instant.EPOCH)) {
            message.setLastProgress(ProtoTime.of(progress.lastProgress()));
        }
        return message.build();
    }

    private static Summary summary(TaskOutcome.Completed completed) {
        Summary.Builder message =
                Summary.newBuilder()
                        .setErrors(completed.errors())
                        .setWarnings(completed.warnings())
                        .addAllProblems(problems(completed));
        switch (completed.report()) {
            case TaskReport.BackupReport backup ->
                    message.setFiles(backup.files())
                            .setBytes(backup.bytes())
                            .setUnchangedFiles(
                                    backup.files() - backup.newFiles() - backup.changedFiles())
                            .setChangedFiles(backup.newFiles() + backup.changedFiles())
                            .setTransferredBytes(backup.addedBytes());
            case TaskReport.RestoreReport restore ->
                    message.setFiles(restore.files())
                            .setBytes(restore.bytes())
                            .setUnchangedFiles(restore.keptFiles())
                            .setTransferredBytes(restore.transferredBytes())
                            .setChangedFiles(restore.changedFiles())
                            .setDeletedFiles(restore.deletedFiles());
            case TaskReport.CheckReport check ->
                    message.setFiles(check.packs())
                            .setBytes(check.readBytes())
                            .setTransferredBytes(check.readBytes());
        }
        return message.build();
    }

    private static List<Problem> problems(TaskOutcome.Completed completed) {
        return completed.problems().stream()
                .map(
                        problem ->
                                Problem.newBuilder()
                                        .setCode(problem.code())
                                        .setError(problem.error())
                                        .setSubject(problem.subject())
                                        .setMessage(problem.message())
                                        .build())
                .toList();
    }

    private static OperationKind kind(lifeboat.controller.operation.OperationKind kind) {
        return switch (kind) {
            case BACKUP -> OperationKind.OPERATION_KIND_BACKUP;
            case RESTORE -> OperationKind.OPERATION_KIND_RESTORE;
            case CHECK -> OperationKind.OPERATION_KIND_CHECK;
            case PREVIEW -> OperationKind.OPERATION_KIND_PREVIEW;
        };
    }

    private static Phase phase(lifeboat.controller.operation.Phase phase) {
        return switch (phase) {
            case QUEUED -> Phase.PHASE_QUEUED;
            case DISPATCHED -> Phase.PHASE_DISPATCHED;
            case RUNNING -> Phase.PHASE_RUNNING;
            case CANCELLING -> Phase.PHASE_CANCELLING;
            case DONE -> Phase.PHASE_DONE;
        };
    }

    private static Outcome outcome(lifeboat.controller.operation.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Outcome.OUTCOME_SUCCEEDED;
            case SUCCEEDED_WITH_WARNINGS -> Outcome.OUTCOME_SUCCEEDED_WITH_WARNINGS;
            case REFUSED -> Outcome.OUTCOME_REFUSED;
            case FAILED -> Outcome.OUTCOME_FAILED;
            case CANCELLED -> Outcome.OUTCOME_CANCELLED;
            case SUPERSEDED -> Outcome.OUTCOME_SUPERSEDED;
        };
    }

    private static HomeState home(lifeboat.controller.operation.HomeState home) {
        return switch (home) {
            case UNKNOWN -> HomeState.HOME_STATE_UNSPECIFIED;
            case UNTOUCHED -> HomeState.HOME_STATE_UNTOUCHED;
            case OLD -> HomeState.HOME_STATE_OLD;
            case NEW -> HomeState.HOME_STATE_NEW;
        };
    }
}
