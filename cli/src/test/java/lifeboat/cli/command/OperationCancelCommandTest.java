package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.proto.control.v1.CancelOperationRequest;
import lifeboat.proto.control.v1.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationCancelCommandTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void theWholeIdAndTheReasonReachTheController() {
        controller.started = Samples.restore().build();

        assertThat(operator.run("restore", "cancel", "r-7", "--reason", "wrong one")).isEqualTo(0);

        assertThat(controller.only(CancelOperationRequest.class))
                .isEqualTo(
                        CancelOperationRequest.newBuilder()
                                .setId("r-7f3k2q9d")
                                .setReason("wrong one")
                                .build());
    }

    @Test
    void whatWasCancelledAsAskedIsASuccess() {
        controller.started = Samples.restore().build();
        var cancelled = Samples.ended(Outcome.OUTCOME_CANCELLED).build();
        controller.onWatch(() -> controller.started = cancelled);
        controller.watchToTheEnd(cancelled);

        assertThat(operator.run("restore", "cancel", "r-7", "--wait")).isEqualTo(0);
        assertThat(operator.out()).startsWith("restore r-7f3k2q9d of ci on ci-master: CANCELLED");
    }

    @Test
    void whatFailedMeanwhileIsNone() {
        controller.started = Samples.restore().build();
        var failed = Samples.ended(Outcome.OUTCOME_FAILED).build();
        controller.onWatch(() -> controller.started = failed);
        controller.watchToTheEnd(failed);

        assertThat(operator.run("restore", "cancel", "r-7", "--wait")).isEqualTo(1);
    }
}
