package lifeboat.controller.operation;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.ID;
import static lifeboat.controller.operation.Samples.NOON;
import static lifeboat.controller.operation.Samples.OTHER;
import static lifeboat.controller.operation.Samples.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.operation.OperationState.Done;
import lifeboat.controller.operation.OperationState.Running;
import lifeboat.controller.plan.PlanName;
import org.junit.jupiter.api.Test;

/** What every journal of operations must do. */
public interface OperationJournalContract {

    /** An empty one. */
    OperationJournal journal();

    @Test
    default void everyStateAndEventComesBackAsItWas() {
        OperationJournal journal = journal();
        Operation operation = create(journal, ID, Samples.restore("/home"));
        List<OperationEvent> events = Samples.events(1);
        List<OperationState> states = Samples.states();
        for (int i = 0; i < Math.max(events.size(), states.size()); i++) {
            Instant now = NOON.plusMillis(i);
            operation =
                    operation.moved(
                            states.get(i % states.size()),
                            now,
                            new Deadline(now, now.plusSeconds(60)));
            OperationEvent event = events.get(i % events.size());
            assertThat(journal.append(operation, event)).isTrue();
            assertThat(journal.find(ID)).contains(operation);
            assertThat(journal.log(ID).getLast())
                    .isEqualTo(new LogEntry(operation.version(), now, event, operation.phase()));
        }
    }

    @Test
    default void everyKindOfWorkComesBackAsItWas() {
        OperationJournal journal = journal();
        List<Work> works =
                List.of(
                        Samples.restore("/home"),
                        Samples.preview(),
                        Samples.backup(PLAN, HOST, "/home", "/etc"),
                        Samples.check());
        int number = 0;
        for (Work work : works) {
            OperationId id = new OperationId(work.kind().letter() + "-0000000" + number++);
            Operation operation = create(journal, id, work);
            assertThat(journal.find(id)).contains(operation);
        }
    }

    @Test
    default void everyReportComesBackAsItWas() {
        OperationJournal journal = journal();
        Operation operation = create(journal, ID, Samples.restore("/home"));
        for (TaskOutcome result :
                List.of(Samples.saved(), Samples.checked(), Samples.restored(1, 1))) {
            Done done = new Done(2, Outcome.SUCCEEDED, HomeState.UNKNOWN, result);
            operation = operation.moved(done, NOON, Deadline.NEVER);
            assertThat(journal.append(operation, new OperationEvent.Ended(2, result))).isTrue();
            assertThat(journal.find(ID)).contains(operation);
        }
    }

    @Test
    default void whoHasReadAnOlderVersionWritesNothing() {
        OperationJournal journal = journal();
        Operation read = create(journal, ID, Samples.restore("/home"));
        Operation mine = running(read);
        assertThat(journal.append(mine, new OperationEvent.Accepted())).isTrue();
        assertThat(journal.append(running(read), new OperationEvent.Progressed())).isFalse();
        assertThat(journal.find(ID)).contains(mine);
        assertThat(journal.log(ID)).hasSize(2);
    }

    @Test
    default void anUnknownOperationIsNotChanged() {
        OperationJournal journal = journal();
        Operation never = Operation.requested(ID, Samples.check(), new Request("ann", "", NOON));
        assertThat(journal.append(running(never), new OperationEvent.Accepted())).isFalse();
        assertThat(journal.find(ID)).isEmpty();
        assertThat(journal.log(ID)).isEmpty();
    }

    @Test
    default void anIdIsGivenOnce() {
        OperationJournal journal = journal();
        Operation operation = create(journal, ID, Samples.restore("/home"));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> journal.create(operation, new OperationEvent.Requested("bob", "")));
        assertThat(journal.log(ID)).hasSize(1);
    }

    @Test
    default void aCheckpointKeepsProgressAndDeadlineAndNoEvent() {
        OperationJournal journal = journal();
        Operation operation = create(journal, ID, Samples.restore("/home"));
        Deadline deadline = new Deadline(NOON, NOON.plusSeconds(300));
        Operation further =
                operation.at(Pace.restarted(Samples.HALF, NOON.plusSeconds(1))).renewed(deadline);
        journal.checkpoint(further);
        assertThat(journal.find(ID)).contains(further);
        assertThat(journal.log(ID)).hasSize(1);

        Operation moved = running(further);
        assertThat(journal.append(moved, new OperationEvent.Accepted())).isTrue();
        journal.checkpoint(operation);
        assertThat(journal.find(ID)).contains(moved);
    }

    @Test
    default void theUnfinishedComeOldestFirstAndAllNewestFirst() {
        OperationJournal journal = journal();
        PlanName nightly = new PlanName("nightly");
        Operation first = create(journal, OTHER, Samples.backup(nightly, HOST, "/home"));
        Operation second = create(journal, ID, Samples.restore("/home"));
        OperationId third = new OperationId("b-00000000");
        Operation last = create(journal, third, Samples.backup(nightly, HOST, "/home"));
        assertThat(journal.unfinished()).containsExactly(first, second, last);
        Operation ended =
                first.moved(
                        new Done(1, Outcome.SUCCEEDED, HomeState.UNKNOWN, Samples.saved()),
                        NOON,
                        Deadline.NEVER);
        assertThat(journal.append(ended, new OperationEvent.Ended(1, Samples.saved()))).isTrue();
        assertThat(journal.unfinished()).containsExactly(second, last);
        assertThat(journal.newest(2)).containsExactly(last, second);
        assertThat(journal.newest(nightly, 9)).containsExactly(last, ended);
    }

    @Test
    default void everyOperationIsPassedOldestFirst() {
        OperationJournal journal = journal();
        Operation first = create(journal, OTHER, Samples.backup(PLAN, HOST, "/home"));
        Operation ended =
                first.moved(
                        new Done(1, Outcome.SUCCEEDED, HomeState.UNKNOWN, Samples.saved()),
                        NOON,
                        Deadline.NEVER);
        assertThat(journal.append(ended, new OperationEvent.Ended(1, Samples.saved()))).isTrue();
        Operation second = create(journal, ID, Samples.restore("/home"));
        List<Operation> passed = new ArrayList<>();
        journal.forEach(passed::add);
        assertThat(passed).containsExactly(ended, second);
    }

    @Test
    default void aPrefixFindsWhatBeginsWithItLiterally() {
        OperationJournal journal = journal();
        create(journal, ID, Samples.restore("/home"));
        create(journal, new OperationId("r-7f000000"), Samples.restore("/srv"));
        create(journal, OTHER, Samples.backup(PLAN, HOST, "/home"));
        assertThat(journal.startingWith("r-7f3", 9)).containsExactly(ID);
        assertThat(journal.startingWith("r-7f", 9)).hasSize(2);
        assertThat(journal.startingWith("r-7f", 1)).hasSize(1);
        assertThat(journal.startingWith("%", 9)).isEmpty();
        assertThat(journal.startingWith("R-7", 9)).isEmpty();
    }

    @Test
    default void aDeadlineIsDueOnceItHasPassedOrTheClockWentBack() {
        OperationJournal journal = journal();
        Operation operation = create(journal, ID, Samples.restore("/home"));
        create(journal, OTHER, Samples.backup(PLAN, HOST, "/home"));
        assertThat(journal.due(NOON.plus(Duration.ofDays(999)))).isEmpty();
        Deadline deadline = Deadline.after(NOON, Optional.of(Duration.ofSeconds(60)));
        Operation next =
                operation.moved(new Running(new Attempt("restore", 1), Samples.UP), NOON, deadline);
        assertThat(journal.append(next, new OperationEvent.Accepted())).isTrue();
        assertThat(journal.due(NOON.plusMillis(59_999))).isEmpty();
        assertThat(journal.due(NOON.plusSeconds(60))).containsExactly(ID);
        assertThat(journal.due(NOON.minus(Deadline.SLACK))).isEmpty();
        assertThat(journal.due(NOON.minus(Duration.ofHours(1)))).containsExactly(ID);
        for (Instant now : List.of(NOON, NOON.plusSeconds(60), NOON.minusSeconds(11))) {
            assertThat(journal.due(now).contains(ID)).isEqualTo(deadline.hasPassed(now));
        }
    }

    @Test
    default void whatEndedLongAgoIsForgottenAndNothingElse() {
        OperationJournal journal = journal();
        Operation atWork = running(create(journal, ID, Samples.restore("/home")));
        assertThat(journal.append(atWork, new OperationEvent.Accepted())).isTrue();
        TaskOutcome checked = Samples.checked();
        Operation ended =
                create(journal, OTHER, Samples.check())
                        .moved(
                                new Done(1, Outcome.SUCCEEDED, HomeState.UNKNOWN, checked),
                                NOON,
                                Deadline.NEVER);
        assertThat(journal.append(ended, new OperationEvent.Ended(1, checked))).isTrue();

        journal.forgetEndedBefore(NOON);
        assertThat(journal.find(OTHER)).contains(ended);
        journal.forgetEndedBefore(NOON.plus(Duration.ofDays(1)));
        assertThat(journal.find(OTHER)).isEmpty();
        assertThat(journal.log(OTHER)).isEmpty();
        assertThat(journal.find(ID)).contains(atWork);
        assertThat(journal.log(ID)).hasSize(2);
    }

    @Test
    default void anEpochIsAboveAllBeforeAndTheFloor() {
        OperationJournal journal = journal();
        assertThat(journal.raiseEpoch(0)).isEqualTo(1);
        assertThat(journal.raiseEpoch(0)).isEqualTo(2);
        assertThat(journal.raiseEpoch(7)).isEqualTo(8);
        assertThat(journal.raiseEpoch(3)).isEqualTo(9);
    }

    private static Operation create(OperationJournal journal, OperationId id, Work work) {
        Operation operation = Operation.requested(id, work, new Request("ann", "drill", NOON));
        journal.create(operation, new OperationEvent.Requested("ann", "drill"));
        return operation;
    }

    private static Operation running(Operation operation) {
        return operation.moved(
                new Running(new Attempt("restore", 1), Samples.UP), NOON, Deadline.NEVER);
    }
}
