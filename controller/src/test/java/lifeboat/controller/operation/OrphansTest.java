package lifeboat.controller.operation;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lifeboat.controller.operation.AgentCommand.Perform;
import lifeboat.controller.operation.AgentCommand.ResultStored;
import lifeboat.controller.operation.AgentCommand.Stop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller that was rebuilt from a state in which a restore ran. */
class OrphansTest {

    private final SettableClock clock = new SettableClock(NOON);
    private final MemoryOperationJournal journal = new MemoryOperationJournal();
    private final List<AgentCommand> sent = new ArrayList<>();
    private final Random random = new Random(1);
    private OperationRunner runner;
    private Operation orphan;

    private final Session session = new Session(HOST, 1);

    @BeforeEach
    void rebuild() {
        OperationRunner lost = newRunner();
        hello(lost);
        orphan = lost.start(Samples.restore("/home"), "ann", "drill");
        assertThat(Orphans.note(journal, NOON)).isEqualTo(1);
        sent.clear();
        runner = newRunner();
    }

    private OperationRunner newRunner() {
        return new OperationRunner(journal, (_, command) -> sent.add(command), clock, random);
    }

    private void hello(OperationRunner to, HeldStep... held) {
        to.handle(session, new AgentEvent.Hello(List.of(held), Fence.NONE));
    }

    private HeldStep held(HeldStep.Held held) {
        return new HeldStep(new StepRef(orphan.id(), "restore"), 1, new Fence(1, 1), held);
    }

    private Operation now() {
        return runner.get(orphan.id().value());
    }

    @Test
    void whatItsHostKnowsNothingOfIsNotDoneAgain() {
        assertThat(now().trouble().orElseThrow().code()).isEqualTo("CONTROLLER_REBUILT");

        hello(runner);

        assertThat(sent).noneMatch(Perform.class::isInstance);
        assertThat(now().done().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(now().done().orElseThrow().home()).isEqualTo(HomeState.UNKNOWN);
        assertThat(now().trouble().orElseThrow().code()).isEqualTo("RESULT_LOST");
    }

    @Test
    void whatItsHostIsAtWorkOnGoesOn() {
        hello(runner, held(new HeldStep.Held.AtWork(Samples.HALF)));

        assertThat(sent).noneMatch(c -> c instanceof Perform || c instanceof Stop);
        assertThat(now().phase()).isEqualTo(Phase.RUNNING);
        assertThat(now().pace().progress()).isEqualTo(Samples.HALF);
    }

    @Test
    void aResultThatItsHostKeptCounts() {
        hello(runner, held(new HeldStep.Held.Ended(Samples.restored(0, 0))));

        assertThat(now().done().orElseThrow().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(sent).hasOnlyElementsOfType(ResultStored.class);
    }

    @Test
    void oneThatIsNoLongerWantedIsStoppedOnceItsHostIsThere() {
        runner.cancel(orphan.id(), "ann", "wrong one");
        assertThat(now().phase()).isEqualTo(Phase.CANCELLING);

        hello(runner, held(new HeldStep.Held.AtWork(Samples.HALF)));

        assertThat(sent).singleElement().isInstanceOf(Stop.class);
        assertThat(now().phase()).isEqualTo(Phase.CANCELLING);
    }

    @Test
    void oneThatIsNoLongerWantedAndNotKnownToItsHostIsCancelled() {
        runner.cancel(orphan.id(), "ann", "wrong one");

        hello(runner);

        assertThat(now().done().orElseThrow().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(now().done().orElseThrow().home()).isEqualTo(HomeState.UNKNOWN);
    }

    @Test
    void aReplacedHostsIsSuperseded() {
        runner.hostReplaced(HOST, "it burnt");

        assertThat(now().done().orElseThrow().outcome()).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void whatWasAtTheSameDirectoriesHoldsOthersUpUntilItIsKnown() {
        Operation next = runner.start(Samples.restore("/home"), "ann", "");
        assertThat(next.phase()).isEqualTo(Phase.QUEUED);
        hello(runner);
        assertThat(runner.get(next.id().value()).phase()).isEqualTo(Phase.DISPATCHED);
    }

    @Test
    void notedTwiceItIsTheSame() {
        long version = journal.find(orphan.id()).orElseThrow().version();
        Orphans.note(journal, NOON);
        assertThat(journal.find(orphan.id()).orElseThrow().version()).isEqualTo(version);
    }
}
