package lifeboat.controller.operation;

import java.time.Instant;
import java.util.List;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.OperationEvent.Ended;
import lifeboat.controller.operation.OperationState.Cancelling;
import lifeboat.controller.operation.OperationState.Dispatched;
import lifeboat.controller.operation.OperationState.Done;
import lifeboat.controller.operation.OperationState.Orphaned;
import lifeboat.controller.operation.OperationState.Queued;
import lifeboat.controller.operation.OperationState.Retrying;
import lifeboat.controller.operation.OperationState.Running;
import lifeboat.controller.plan.PlanName;

/** Values to test with. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final HostName HOST = new HostName("ci-master");
    public static final PlanName PLAN = new PlanName("ci");
    public static final OperationId ID = new OperationId("r-7f3k2q9d");
    public static final OperationId OTHER = new OperationId("b-00000001");

    public static final Link UP = new Link.Up();
    public static final Link LOST = new Link.Lost(NOON);
    public static final Link SILENT = new Link.Silent();

    public static final Failure LOCKED =
            new Failure("REPOSITORY_LOCKED", "locked by web-1", "unlock it");
    public static final Failure REFUSAL =
            new Failure("TARGET_REFUSED", "not empty", "--into-existing");
    public static final Progress HALF =
            new Progress("copy", 50, 100, 5, 10, 25, 0, "store", NOON, "");

    private Samples() {}

    public static Work.RestoreWork restore(String target) {
        return new Work.RestoreWork(
                PLAN, HOST, "main", "ab12", target, "/", List.of(0, 1), true, false, true, false);
    }

    public static Work.RestoreWork preview() {
        return new Work.RestoreWork(
                PLAN, HOST, "main", "ab12", "/home", "", List.of(), false, true, false, true);
    }

    public static Work.BackupWork backup(PlanName plan, HostName host, String... paths) {
        return new Work.BackupWork(
                plan,
                host,
                "main",
                List.of(paths),
                "jenkins",
                List.of("*.tmp"),
                List.of("plan=" + plan),
                "jenkins");
    }

    public static Work.CheckWork check() {
        return new Work.CheckWork(PLAN, HOST, "main", 0.25);
    }

    public static TaskOutcome.Completed restored(long errors, long warnings) {
        return new TaskOutcome.Completed(
                new TaskReport.RestoreReport(10, 100, 1, 60, 2, 0),
                List.of(new Problem("CHANGED", errors > 0, "/a", "it changed")),
                errors,
                warnings);
    }

    public static TaskOutcome.Completed saved() {
        return new TaskOutcome.Completed(
                new TaskReport.BackupReport("cd34", NOON, 10, 100, 1, 2, 60), List.of(), 0, 0);
    }

    public static TaskOutcome.Completed checked() {
        return new TaskOutcome.Completed(new TaskReport.CheckReport(3, 40, 5000), List.of(), 0, 0);
    }

    /** Every state, with each value that a decision may turn on. */
    public static List<OperationState> states() {
        Attempt first = new Attempt("restore", 1);
        Attempt last = new Attempt("restore", 3);
        return List.of(
                new Queued(List.of()),
                new Queued(List.of(OTHER)),
                new Dispatched(first, 0, LOST),
                new Dispatched(first, 1, UP),
                new Dispatched(first, 3, UP),
                new Dispatched(first, 2, LOST),
                new Dispatched(first, 3, SILENT),
                new Dispatched(last, 0, LOST),
                new Dispatched(last, 1, UP),
                new Running(first, UP),
                new Running(first, LOST),
                new Running(first, SILENT),
                new Running(last, UP),
                new Retrying(first, LOCKED),
                new Retrying(first.next(), LOCKED),
                new Cancelling(first, "ann", "wrong one", 1, UP),
                new Cancelling(first, "ann", "wrong one", 3, UP),
                new Cancelling(first, "ann", "wrong one", 0, LOST),
                new Cancelling(first, "ann", "wrong one", 3, SILENT),
                new Cancelling(last, "ann", "wrong one", 1, UP),
                new Orphaned(first),
                new Orphaned(last),
                new Orphaned(first, "ann", "wrong one"),
                new Done(1, Outcome.SUCCEEDED, HomeState.NEW, restored(0, 0)));
    }

    /** Every event, with each value that a decision may turn on; of attempt {@code attempt}. */
    public static List<OperationEvent> events(int attempt) {
        Instant later = NOON.plusSeconds(30);
        return List.of(
                new OperationEvent.Requested("ann", "drill"),
                new OperationEvent.Blocked(List.of(OTHER)),
                new OperationEvent.TurnCame(UP),
                new OperationEvent.TurnCame(new Link.Lost(later)),
                new OperationEvent.Accepted(),
                new OperationEvent.Progressed(),
                new Ended(attempt, restored(0, 0)),
                new Ended(attempt, restored(0, 1)),
                new Ended(attempt, restored(2, 1)),
                new Ended(attempt, new TaskOutcome.Failed(LOCKED, true)),
                new Ended(attempt, new TaskOutcome.Failed(LOCKED, false)),
                new Ended(attempt, new TaskOutcome.Failed(REFUSAL, false)),
                new Ended(attempt, new TaskOutcome.Stopped("3 files are written")),
                new OperationEvent.FoundRunning(),
                new OperationEvent.NotHeld(),
                new OperationEvent.LinkLost(later),
                new OperationEvent.DeadlinePassed(UP),
                new OperationEvent.DeadlinePassed(new Link.Lost(later)),
                new OperationEvent.CancelAsked("bob", "enough"),
                new OperationEvent.HostReplaced("it burnt"),
                new OperationEvent.ControllerRebuilt());
    }
}
