package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.WatchOperationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowTest {

    private static final Operation RUNNING = Samples.restore().build();
    private static final Operation ENDED = Samples.ended(Outcome.OUTCOME_SUCCEEDED).build();

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    private long connections() {
        return controller.requests.stream().filter(WatchOperationRequest.class::isInstance).count();
    }

    @Test
    void aLostConnectionIsMadeAgain() {
        controller.watchUntilLost(RUNNING);
        controller.watchUntilLost();
        controller.watchToTheEnd(RUNNING, ENDED);

        assertThat(operator.run("restore", "watch", "r-7")).isEqualTo(0);

        assertThat(connections()).isEqualTo(3);
        assertThat(operator.err()).containsOnlyOnce("connection lost").contains("connected again");
        assertThat(operator.out()).startsWith("restore r-7f3k2q9d of ci on ci-master: SUCCEEDED");
    }

    @Test
    void thePrefixIsMadeWholeOnceKnown() {
        controller.watchUntilLost(RUNNING);
        controller.watchToTheEnd(ENDED);

        operator.run("operation", "watch", "r-7");

        assertThat(controller.requests)
                .map(request -> ((WatchOperationRequest) request).getId())
                .containsExactly("r-7", "r-7f3k2q9d");
    }

    @Test
    void aControllerThatStopsIsComeBackTo() {
        controller.watchToTheEnd(RUNNING);
        controller.watchToTheEnd(ENDED);

        assertThat(operator.run("operation", "watch", "r-7")).isEqualTo(0);
    }

    @Test
    void aControllerThatWasNeverThereIsNotWaitedFor() {
        controller.watchUntilLost();

        assertThat(operator.run("operation", "watch", "r-7")).isEqualTo(9);
    }

    @Test
    void whatWasStartedIsFollowedThoughTheFirstConnectionIsLost() {
        controller.status.addPlans(Samples.plan("ci"));
        controller.started = RUNNING;
        controller.watchUntilLost();
        controller.watchToTheEnd(ENDED);

        assertThat(operator.run("backup", "run", "ci", "--wait")).isEqualTo(0);
    }

    @Test
    void timeoutLeavesItRunning() {
        controller.watchForEver(RUNNING);

        assertThat(operator.run("operation", "watch", "r-7", "--timeout", "1s")).isEqualTo(8);

        assertThat(operator.err())
                .contains("r-7f3k2q9d has not ended within 1 s; it goes on")
                .contains("next: come back with: lifeboat operation watch r-7f3k2q9d");
    }

    @Test
    void timeoutCountsWhileThereIsNoConnection() {
        controller.watchUntilLost(RUNNING);
        for (int i = 0; i < 100; i++) {
            controller.watchUntilLost();
        }

        assertThat(operator.run("operation", "watch", "r-7", "--timeout", "2s")).isEqualTo(8);
    }

    @Test
    void anInterruptLeavesItRunningAndSaysHowToComeBack() {
        controller.watchUntilLost(RUNNING);
        controller.onWatch(Thread.currentThread()::interrupt);

        assertThat(operator.run("operation", "watch", "r-7f3k2q9d")).isEqualTo(130);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(operator.err())
                .endsWith("It goes on; come back with: lifeboat operation watch r-7f3k2q9d\n");
    }

    @Test
    void withoutATerminalProgressIsLines() {
        controller.watchToTheEnd(RUNNING, ENDED);

        operator.run("operation", "watch", "r-7");

        assertThat(operator.err())
                .isEqualTo(
                        "r-7f3k2q9d running, copy, 42%, 220 MB of 513 MB, 35,266 of 82,014 files,"
                                + " 160 MB/s, 0:05 left, limited by network\n");
    }

    @Test
    void onATerminalTheBlockIsErasedBeforeTheResult() {
        operator.atTerminal();
        controller.watchToTheEnd(RUNNING, ENDED);

        operator.run("operation", "watch", "r-7");

        assertThat(operator.err())
                .contains("[############------------------]  42%  220 MB of 513 MB")
                .contains("Ctrl-C leaves it running")
                .endsWith("\u001b[A\r\u001b[K");
        assertThat(operator.out()).doesNotContain("\u001b");
    }

    @Test
    void theEndIsADocumentForPrograms() {
        controller.watchToTheEnd(RUNNING, ENDED);

        operator.run("operation", "watch", "r-7", "-o", "json");

        assertThat(operator.out()).startsWith("{").contains("\"outcome\" : \"SUCCEEDED\"");
    }

    @Test
    void aRefusedWatchIsNotRepeated() {
        controller.fail(WatchOperationRequest.class, Status.NOT_FOUND.withDescription("no r-9"));

        assertThat(operator.run("operation", "watch", "r-9")).isEqualTo(1);
        assertThat(connections()).isEqualTo(1);
    }
}
