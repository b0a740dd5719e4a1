package lifeboat.controller.wire;

import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.operation.Failure;
import lifeboat.controller.operation.Fence;
import lifeboat.controller.operation.HeldStep;
import lifeboat.controller.operation.OperationId;
import lifeboat.controller.operation.Problem;
import lifeboat.controller.operation.Progress;
import lifeboat.controller.operation.StepRef;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.TaskReport;
import lifeboat.proto.agent.v1.StepFailure;
import lifeboat.proto.agent.v1.StepId;
import lifeboat.proto.agent.v1.StepProgress;
import lifeboat.proto.agent.v1.StepResult;

/** What agents say of their work, in the controller's terms. */
final class ReportedWork {

    private ReportedWork() {}

    static StepId step(StepRef step) {
        return StepId.newBuilder()
                .setOperationId(step.operation().value())
                .setStep(step.step())
                .build();
    }

    /**
     * The step that an agent speaks of.
     *
     * @throws ControllerException {@code STEP_INVALID}
     */
    static StepRef step(StepId step) {
        try {
            return new StepRef(new OperationId(step.getOperationId()), step.getStep());
        } catch (IllegalArgumentException e) {
            throw new ControllerException(
                    Kind.INVALID, "STEP_INVALID", e.getMessage(), "update the agent");
        }
    }

    static lifeboat.proto.agent.v1.Fence fence(Fence fence) {
        return lifeboat.proto.agent.v1.Fence.newBuilder()
                .setEpoch(fence.epoch())
                .setCounter(fence.counter())
                .build();
    }

    static Fence fence(lifeboat.proto.agent.v1.Fence fence) {
        return new Fence(fence.getEpoch(), fence.getCounter());
    }

    static HeldStep held(lifeboat.proto.agent.v1.HeldStep held) {
        return new HeldStep(
                step(held.getStep()),
                held.getAttempt(),
                fence(held.getFence()),
                held.hasResult()
                        ? new HeldStep.Held.Ended(outcome(held.getResult()))
                        : new HeldStep.Held.AtWork(progress(held.getProgress())));
    }

    static Progress progress(StepProgress message) {
        return new Progress(
                message.getPhase(),
                message.getDoneBytes(),
                message.getExpectedBytes(),
                message.getDoneFiles(),
                message.getExpectedFiles(),
                message.getTransferredBytes(),
                message.getErrors(),
                message.getLimitedBy(),
                ProtoTime.instant(message.getLastProgress()),
                message.getStalledBecause());
    }

    static TaskOutcome outcome(StepResult result) {
        return switch (result.getOutcomeCase()) {
            case DONE -> completed(result.getDone());
            case FAILED -> failed(result.getFailed());
            case CANCELLED -> new TaskOutcome.Stopped(result.getCancelled().getMessage());
            case OUTCOME_NOT_SET -> unknown();
        };
    }

    private static TaskOutcome completed(lifeboat.proto.agent.v1.TaskReport report) {
        List<Problem> problems =
                report.getProblemsList().stream()
                        .map(
                                problem ->
                                        new Problem(
                                                problem.getCode(),
                                                problem.getError(),
                                                problem.getSubject(),
                                                problem.getMessage()))
                        .toList();
        return switch (report.getReportCase()) {
            case BACKUP ->
                    new TaskOutcome.Completed(
                            backup(report.getBackup()),
                            problems,
                            report.getErrors(),
                            report.getWarnings());
            case RESTORE ->
                    new TaskOutcome.Completed(
                            restore(report.getRestore()),
                            problems,
                            report.getErrors(),
                            report.getWarnings());
            case CHECK ->
                    new TaskOutcome.Completed(
                            check(report.getCheck()),
                            problems,
                            report.getErrors(),
                            report.getWarnings());
            case REPORT_NOT_SET -> unknown();
        };
    }

    private static TaskReport backup(lifeboat.proto.agent.v1.BackupReport report) {
        return new TaskReport.BackupReport(
                report.getSnapshotId(),
                ProtoTime.instant(report.getRecoveryPoint()),
                report.getFiles(),
                report.getBytes(),
                report.getNewFiles(),
                report.getChangedFiles(),
                report.getAddedBytes());
    }

    private static TaskReport restore(lifeboat.proto.agent.v1.RestoreReport report) {
        return new TaskReport.RestoreReport(
                report.getFiles(),
                report.getBytes(),
                report.getKeptFiles(),
                report.getTransferredBytes(),
                report.getDeletedFiles(),
                report.getChangedFiles());
    }

    private static TaskReport check(lifeboat.proto.agent.v1.CheckReport report) {
        return new TaskReport.CheckReport(
                report.getSnapshots(), report.getPacks(), report.getReadBytes());
    }

    private static TaskOutcome failed(StepFailure failure) {
        return new TaskOutcome.Failed(
                new Failure(failure.getCode(), failure.getMessage(), failure.getNext()),
                failure.getMayRepeat());
    }

    /** Of an agent that is newer than this controller. */
    private static TaskOutcome unknown() {
        return new TaskOutcome.Failed(
                new Failure(
                        "RESULT_UNKNOWN",
                        "the agent says that the step has ended, in words of a newer version",
                        "update the controller"),
                false);
    }
}
