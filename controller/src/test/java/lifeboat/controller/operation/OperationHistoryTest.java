package lifeboat.controller.operation;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.NOON;
import static lifeboat.controller.operation.Samples.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OperationHistoryTest {

    private static final Session SESSION = new Session(HOST, 1);

    private final SettableClock clock = new SettableClock(NOON);
    private final MemoryOperationJournal journal = new MemoryOperationJournal();
    private final OperationRunner runner =
            new OperationRunner(journal, (_, _) -> {}, clock, new Random(1));
    private final OperationHistory history = OperationHistory.follow(journal, runner);
    private final Transfers transfers = Transfers.follow(runner);

    OperationHistoryTest() {
        runner.handle(SESSION, new AgentEvent.Hello(List.of(), Fence.NONE));
    }

    @Test
    void aPlanThatDidNothingHasNoPast() {
        Runs runs = history.of(PLAN, OperationKind.BACKUP);
        assertThat(runs).isEqualTo(Runs.NONE);
        assertThat(runs.ended().keySet()).containsExactlyInAnyOrder(Outcome.values());
        assertThat(runs.lastSucceeded()).isFalse();
    }

    @Test
    void whatWasAskedForCountsAsAnAttemptBeforeItEnds() {
        backup();
        assertThat(backups().requested()).contains(NOON);
        assertThat(backups().last()).isEmpty();
    }

    @Test
    void successesAndFailuresAreTold() {
        Operation first = end(backup(), Samples.saved());
        clock.advance(Duration.ofMinutes(1));
        end(backup(), failure("DISK_FULL"));
        Operation last = end(backup(), failure("DISK_FULL"));

        assertThat(backups().lastSuccess()).contains(first);
        assertThat(backups().last()).contains(last);
        assertThat(backups().lastSucceeded()).isFalse();
        assertThat(backups().failuresInARow()).isEqualTo(2);
        assertThat(backups().failures()).containsExactly(Map.entry("DISK_FULL", 2L));
        assertThat(backups().ended())
                .containsEntry(Outcome.SUCCEEDED, 1L)
                .containsEntry(Outcome.FAILED, 2L)
                .containsEntry(Outcome.CANCELLED, 0L);

        end(backup(), Samples.saved());
        assertThat(backups().failuresInARow()).isZero();
        assertThat(backups().lastSucceeded()).isTrue();
    }

    @Test
    void whatWasCancelledIsNeitherSuccessNorFailure() {
        end(backup(), failure("DISK_FULL"));
        end(backup(), new TaskOutcome.Stopped("at once"));
        assertThat(backups().failuresInARow()).isEqualTo(1);
        assertThat(backups().ended()).containsEntry(Outcome.CANCELLED, 1L);
        assertThat(backups().failures()).hasSize(1);
    }

    @Test
    void codesThatNobodyForesawDoNotFillPrometheus() {
        for (int i = 0; i < 40; i++) {
            end(backup(), failure("CODE_" + i));
        }
        assertThat(backups().failures()).hasSize(31).containsEntry(Runs.OTHER, 10L);
    }

    @Test
    void durationsAreCountedByLength() {
        for (Duration took : List.of(Duration.ofSeconds(10), Duration.ofHours(13))) {
            Operation operation = backup();
            clock.advance(took);
            end(operation, Samples.saved());
        }
        Durations durations = backups().durations();
        assertThat(durations.total()).isEqualTo(Duration.ofHours(13).plusSeconds(10));
        assertThat(durations.counts().getFirst()).isEqualTo(1);
        assertThat(durations.counts().getLast()).isEqualTo(1);
        assertThat(Collections.frequency(durations.counts(), 0L))
                .isEqualTo(Durations.LIMITS.size() - 1);
    }

    @Test
    void onlyARestoreThatFoundNothingInPlaceSaysHowLongAllTakes() {
        end(restore(), Samples.restored(0, 0));
        assertThat(history.of(PLAN, OperationKind.RESTORE).lastWhole()).isEmpty();
        TaskReport whole = new TaskReport.RestoreReport(10, 100, 0, 60, 0, 0);
        Operation last = end(restore(), new TaskOutcome.Completed(whole, List.of(), 0, 0));
        assertThat(history.of(PLAN, OperationKind.RESTORE).lastWhole()).contains(last);
    }

    @Test
    void aRestartForgetsNothingThatIsInTheJournal() {
        end(backup(), failure("DISK_FULL"));
        end(backup(), Samples.saved());
        end(restore(), Samples.restored(0, 0));
        backup();
        OperationHistory reread = OperationHistory.follow(journal, runner);
        for (OperationKind kind : List.of(OperationKind.BACKUP, OperationKind.RESTORE)) {
            Runs before = history.of(PLAN, kind);
            Runs after = reread.of(PLAN, kind);
            assertThat(after.ended()).isEqualTo(before.ended());
            assertThat(after.failures()).isEqualTo(before.failures());
            assertThat(after.requested()).isEqualTo(before.requested());
            assertThat(after.durations()).isEqualTo(before.durations());
            assertThat(after.lastSuccess().map(Operation::id))
                    .isEqualTo(before.lastSuccess().map(Operation::id));
        }
    }

    @Test
    void bytesAreCountedWhileTheyMoveAndOnce() {
        Operation restore = restore();
        progress(restore, 1, 25);
        assertThat(moved()).isEqualTo(25);
        progress(restore, 1, 40);
        progress(restore, 1, 40);
        assertThat(moved()).isEqualTo(40);
        end(restore, Samples.restored(0, 0)); // 60 in all
        assertThat(moved()).isEqualTo(60);
        end(restore(), Samples.restored(0, 0)); // too short for any progress
        assertThat(moved()).isEqualTo(120);
    }

    @Test
    void aNewAttemptCountsFromNothing() {
        Operation restore = restore();
        progress(restore, 1, 40);
        progress(restore, 1, 10);
        assertThat(moved()).isEqualTo(50);
    }

    @Test
    void whatMovedBeforeTheControllerStartedIsNotCounted() {
        Operation restore = restore();
        progress(restore, 1, 40);
        Transfers later = Transfers.follow(runner);
        progress(restore, 1, 45);
        assertThat(later.bytes(PLAN, OperationKind.RESTORE)).isEqualTo(5);
    }

    private long moved() {
        return transfers.bytes(PLAN, OperationKind.RESTORE);
    }

    private Runs backups() {
        return history.of(PLAN, OperationKind.BACKUP);
    }

    private Operation backup() {
        return runner.start(Samples.backup(PLAN, HOST, "/home"), "ann", "");
    }

    private Operation restore() {
        return runner.start(Samples.restore("/srv"), "ann", "");
    }

    private static TaskOutcome failure(String code) {
        return new TaskOutcome.Failed(new Failure(code, "it failed", ""), false);
    }

    private void progress(Operation operation, int attempt, long transferred) {
        Progress progress = new Progress("copy", 50, 100, 5, 10, transferred, 0, "store", NOON, "");
        runner.handle(SESSION, new AgentEvent.Progressed(step(operation), attempt, progress));
    }

    private Operation end(Operation operation, TaskOutcome outcome) {
        runner.handle(SESSION, new AgentEvent.Accepted(step(operation), 1));
        runner.handle(SESSION, new AgentEvent.Ended(step(operation), 1, outcome));
        return runner.get(operation.id().value());
    }

    private static StepRef step(Operation operation) {
        return new StepRef(operation.id(), operation.kind().step());
    }
}
