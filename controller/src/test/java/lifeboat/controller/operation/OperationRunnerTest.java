package lifeboat.controller.operation;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.NOON;
import static lifeboat.controller.operation.Samples.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.AgentCommand.Perform;
import lifeboat.controller.operation.AgentCommand.ResultStored;
import lifeboat.controller.operation.AgentCommand.Stop;
import lifeboat.controller.plan.PlanName;
import org.junit.jupiter.api.Test;

class OperationRunnerTest {

    private final SettableClock clock = new SettableClock(NOON);
    private final MemoryOperationJournal journal = new MemoryOperationJournal();
    private final List<AgentCommand> sent = new ArrayList<>();
    private OperationRunner runner = newRunner();
    private final Session session = new Session(HOST, 1);

    private OperationRunner newRunner() {
        return new OperationRunner(
                journal, (_, command) -> sent.add(command), clock, new Random(1));
    }

    @Test
    void whatIsStartedIsStoredBeforeItIsSent() {
        List<Optional<Operation>> stored = new ArrayList<>();
        runner =
                new OperationRunner(
                        journal,
                        (_, command) -> {
                            if (command instanceof Perform p) {
                                stored.add(journal.find(p.step().operation()));
                            }
                        },
                        clock,
                        new Random(1));
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "drill");
        assertThat(stored).containsExactly(Optional.of(operation));
        assertThat(operation.phase()).isEqualTo(Phase.DISPATCHED);
    }

    @Test
    void anOperationGoesThroughItsPhases() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "drill");
        accepted(operation);
        assertThat(now(operation).phase()).isEqualTo(Phase.RUNNING);
        progressed(operation, Samples.HALF);
        assertThat(now(operation).pace().progress()).isEqualTo(Samples.HALF);
        ended(operation, 1, Samples.restored(0, 0));
        assertThat(now(operation).done().orElseThrow().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(now(operation).done().orElseThrow().home()).isEqualTo(HomeState.NEW);
        assertThat(sent.getLast()).isEqualTo(new ResultStored(step(operation), 1));
        assertThat(runner.unfinished()).isEmpty();
        assertThat(runner.log(operation.id()))
                .extracting(LogEntry::words)
                .containsExactly(
                        "asked for by ann: drill",
                        "its turn came",
                        "the host has accepted it",
                        "attempt 1 is done");
    }

    @Test
    void whatTouchesTheSameDirectoriesWaitsItsTurn() {
        hello();
        Operation first = runner.start(Samples.restore("/home/ci"), "ann", "");
        Operation second =
                runner.start(Samples.backup(new PlanName("b"), HOST, "/home"), "ann", "");
        Operation third = runner.start(Samples.backup(new PlanName("c"), HOST, "/srv"), "ann", "");
        assertThat(second.phase()).isEqualTo(Phase.QUEUED);
        assertThat(second.trouble().orElseThrow().message()).contains(first.id().value());
        assertThat(third.phase()).isEqualTo(Phase.DISPATCHED);
        ended(first, 1, Samples.restored(0, 0));
        assertThat(now(second).phase()).isEqualTo(Phase.DISPATCHED);
    }

    @Test
    void onlyNamesThatAreTheSamePathPartByPartAreTheSame() {
        hello();
        runner.start(Samples.backup(new PlanName("a"), HOST, "/home"), "ann", "");
        Operation other =
                runner.start(Samples.backup(new PlanName("b"), HOST, "/home2"), "ann", "");
        assertThat(other.phase()).isEqualTo(Phase.DISPATCHED);
    }

    @Test
    void aSecondBackupOfAPlanIsTheFirst() {
        Operation first = runner.start(Samples.backup(PLAN, HOST, "/home"), "ann", "");
        Operation second = runner.start(Samples.backup(PLAN, HOST, "/home"), "schedule", "");
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void aHostThatIsAwayGetsItsCommandWhenItConnects() {
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        assertThat(operation.phase()).isEqualTo(Phase.QUEUED);
        assertThat(operation.trouble().orElseThrow().code()).isEqualTo("HOST_NOT_CONNECTED");
        assertThat(sent).isEmpty();
        hello();
        assertThat(sent).singleElement().isInstanceOf(Perform.class);
        assertThat(now(operation).trouble()).isEmpty();
    }

    @Test
    void aCommandThatIsNotAcceptedIsSentThriceAndThenAPersonIsAsked() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(60));
            runner.sweep();
        }
        assertThat(sent).hasSize(3);
        assertThat(now(operation).waitsForOperator()).isTrue();
        assertThat(now(operation).trouble().orElseThrow().code()).isEqualTo("COMMAND_NOT_ACCEPTED");
        assertThat(now(operation).trouble().orElseThrow().next()).contains(HOST.value());
    }

    @Test
    void progressPutsOffTheDeadlineAndSilenceAsksAPerson() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        accepted(operation);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(4));
            progressed(operation, Samples.HALF);
            runner.sweep();
            assertThat(now(operation).waitsForOperator()).isFalse();
        }
        assertThat(runner.log(operation.id())).hasSize(3);
        clock.advance(Duration.ofMinutes(5));
        runner.sweep();
        assertThat(now(operation).waitsForOperator()).isTrue();
        progressed(operation, Samples.HALF);
        assertThat(now(operation).waitsForOperator()).isFalse();
    }

    @Test
    void aClockThatGoesBackAnHourStopsNothing() {
        hello();
        runner.start(Samples.restore("/home"), "ann", "");
        clock.advance(Duration.ofHours(-1));
        runner.sweep();
        assertThat(sent).hasSize(2);
        clock.advance(Duration.ofSeconds(30));
        runner.sweep();
        assertThat(sent).hasSize(2);
        clock.advance(Duration.ofSeconds(30));
        runner.sweep();
        assertThat(sent).hasSize(3);
    }

    @Test
    void aFailureThatMayPassIsTriedAgainLater() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        TaskOutcome failure = new TaskOutcome.Failed(Samples.LOCKED, true);
        ended(operation, 1, failure);
        assertThat(now(operation).trouble().orElseThrow().message()).contains("1 of 3");
        clock.advance(Duration.ofSeconds(30));
        runner.sweep();
        ended(operation, 1, failure); // a repetition
        assertThat(sent.getLast()).isEqualTo(new ResultStored(step(operation), 1));
        ended(operation, 2, failure);
        clock.advance(Duration.ofMinutes(2));
        runner.sweep();
        ended(operation, 3, failure);
        assertThat(now(operation).done().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(now(operation).attempts()).isEqualTo(3);
    }

    @Test
    void theAgentsJournalSaysWhatHasHappened() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        accepted(operation);
        runner.handle(session, new AgentEvent.LinkLost());
        assertThat(now(operation).trouble().orElseThrow().code()).isEqualTo("HOST_NOT_CONNECTED");
        sent.clear();
        HeldStep atWork = held(operation, new HeldStep.Held.AtWork(Samples.HALF));
        hello(2, atWork);
        assertThat(now(operation).trouble()).isEmpty();
        assertThat(now(operation).pace().progress()).isEqualTo(Samples.HALF);
        assertThat(sent).isEmpty();
        hello(3);
        assertThat(sent).singleElement().isInstanceOf(Perform.class);
        hello(4, held(operation, new HeldStep.Held.Ended(Samples.restored(0, 1))));
        assertThat(now(operation).done().orElseThrow().outcome())
                .isEqualTo(Outcome.SUCCEEDED_WITH_WARNINGS);
        assertThat(sent.getLast()).isEqualTo(new ResultStored(step(operation), 1));
    }

    @Test
    void whatAnOlderConnectionSaysIsDropped() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        hello(2, held(operation, new HeldStep.Held.AtWork(Samples.HALF)));
        runner.handle(session, new AgentEvent.LinkLost());
        ended(operation, 1, Samples.restored(0, 0));
        assertThat(now(operation).phase()).isEqualTo(Phase.RUNNING);
        assertThat(now(operation).trouble()).isEmpty();
    }

    @Test
    void nobodySpeaksForAnotherHost() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        Session stranger = new Session(new HostName("web-1"), 7);
        runner.handle(stranger, new AgentEvent.Hello(List.of(), Fence.NONE));
        runner.handle(stranger, new AgentEvent.Ended(step(operation), 1, Samples.restored(0, 0)));
        assertThat(now(operation).phase()).isEqualTo(Phase.DISPATCHED);
    }

    @Test
    void cancelledIsSaidOnlyByTheAgent() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        accepted(operation);
        assertThat(runner.cancel(operation.id(), "bob", "enough").phase())
                .isEqualTo(Phase.CANCELLING);
        assertThat(sent.getLast()).isEqualTo(new Stop(step(operation), 1, "enough"));
        ended(operation, 1, new TaskOutcome.Stopped("3 files are written"));
        assertThat(now(operation).done().orElseThrow().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(now(operation).done().orElseThrow().home()).isEqualTo(HomeState.UNKNOWN);
    }

    @Test
    void aCancelOutlivesTheController() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        accepted(operation);
        runner.cancel(operation.id(), "bob", "enough");
        sent.clear();
        runner = newRunner();
        hello(1, held(operation, new HeldStep.Held.AtWork(Samples.HALF)));
        assertThat(sent).containsExactly(new Stop(step(operation), 1, "enough"));
    }

    @Test
    void aReplacedHostEndsItsOperations() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        runner.hostReplaced(HOST, "it burnt");
        assertThat(now(operation).done().orElseThrow().outcome()).isEqualTo(Outcome.SUPERSEDED);
        ended(operation, 1, Samples.restored(0, 0));
        assertThat(now(operation).done().orElseThrow().outcome()).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void fencesRiseAndBeginAboveThoseOfEveryHello() {
        hello();
        runner.start(Samples.restore("/home"), "ann", "");
        runner.start(Samples.check(), "ann", "");
        Fence first = ((Perform) sent.get(0)).fence();
        Fence second = ((Perform) sent.get(1)).fence();
        assertThat(second).isGreaterThan(first);
        runner.handle(new Session(HOST, 2), new AgentEvent.Hello(List.of(), new Fence(9, 9)));
        assertThat(((Perform) sent.get(2)).fence()).isEqualTo(new Fence(10, 1));
        runner = newRunner();
        hello();
        assertThat(((Perform) sent.getLast()).fence().epoch()).isEqualTo(11);
    }

    @Test
    void aWriteThatFailedAfterItWasDoneIsFoundInTheJournal() {
        Deque<FaultyJournal.Fate> fates = new ArrayDeque<>();
        OperationJournal faulty =
                new FaultyJournal(
                        journal, () -> fates.isEmpty() ? FaultyJournal.Fate.DONE : fates.remove());
        runner =
                new OperationRunner(
                        faulty, (_, command) -> sent.add(command), clock, new Random(1));
        hello();
        fates.add(FaultyJournal.Fate.ERROR_AFTER);
        assertThatIllegalStateException()
                .isThrownBy(() -> runner.start(Samples.restore("/home"), "ann", ""));
        assertThat(sent).isEmpty();
        runner.sweep();
        assertThat(sent).singleElement().isInstanceOf(Perform.class);
    }

    @Test
    void resultsOfLostOperationsAreNotRepeatedForEver() {
        StepRef lost = new StepRef(new OperationId("r-zzzzzzzz"), "restore");
        hello(
                1,
                new HeldStep(lost, 1, Fence.NONE, new HeldStep.Held.Ended(Samples.restored(0, 0))));
        assertThat(sent).containsExactly(new ResultStored(lost, 1));
    }

    @Test
    void aWatcherSeesEachChangeToTheEnd() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        List<Operation> seen = new ArrayList<>();
        try (OperationRunner.Watch _ = runner.watch(operation.id(), seen::add)) {
            accepted(operation);
            progressed(operation, Samples.HALF);
            ended(operation, 1, Samples.restored(0, 0));
            ended(operation, 1, Samples.restored(0, 0));
        }
        assertThat(seen)
                .extracting(Operation::phase)
                .containsExactly(Phase.DISPATCHED, Phase.RUNNING, Phase.RUNNING, Phase.DONE);
    }

    @Test
    void aWatcherThatFailsOrCallsBackHarmsNobody() {
        hello();
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        runner.watch(
                operation.id(),
                _ -> {
                    throw new IllegalStateException("its stream is gone");
                });
        runner.watch(operation.id(), o -> runner.cancel(o.id(), "bob", "at once"));
        assertThat(now(operation).phase()).isEqualTo(Phase.CANCELLING);
        assertThat(sent.getLast()).isInstanceOf(Stop.class);
    }

    @Test
    void aWatcherOfWhatHasEndedHearsOfItOnce() {
        Operation operation = runner.start(Samples.restore("/home"), "ann", "");
        runner.cancel(operation.id(), "bob", "enough");
        List<Operation> seen = new ArrayList<>();
        runner.watch(operation.id(), seen::add);
        assertThat(seen).extracting(Operation::phase).containsExactly(Phase.DONE);
    }

    @Test
    void aPrefixMustBeUnique() {
        Operation one = runner.start(Samples.restore("/home"), "ann", "");
        Operation two = runner.start(Samples.restore("/srv"), "ann", "");
        assertThat(runner.get(one.id().value())).isEqualTo(one);
        assertThat(runner.get(two.id().value().substring(0, 8))).isEqualTo(two);
        assertThatExceptionOfType(ControllerException.class)
                .isThrownBy(() -> runner.get("r-"))
                .returns("OPERATION_AMBIGUOUS", ControllerException::code);
        assertThatExceptionOfType(ControllerException.class)
                .isThrownBy(() -> runner.get("x"))
                .returns("OPERATION_UNKNOWN", ControllerException::code);
    }

    private void hello() {
        hello(1);
    }

    private void hello(long number, HeldStep... held) {
        runner.handle(new Session(HOST, number), new AgentEvent.Hello(List.of(held), Fence.NONE));
    }

    private void accepted(Operation operation) {
        runner.handle(session, new AgentEvent.Accepted(step(operation), 1));
    }

    private void progressed(Operation operation, Progress progress) {
        runner.handle(session, new AgentEvent.Progressed(step(operation), 1, progress));
    }

    private void ended(Operation operation, int attempt, TaskOutcome outcome) {
        runner.handle(session, new AgentEvent.Ended(step(operation), attempt, outcome));
    }

    private static HeldStep held(Operation operation, HeldStep.Held held) {
        return new HeldStep(step(operation), 1, new Fence(1, 1), held);
    }

    private static StepRef step(Operation operation) {
        return new StepRef(operation.id(), operation.kind().step());
    }

    private Operation now(Operation operation) {
        return runner.get(operation.id().value());
    }
}
