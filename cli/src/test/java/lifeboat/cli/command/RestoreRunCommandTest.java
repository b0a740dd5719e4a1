package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.RestoreSpec;
import lifeboat.proto.control.v1.StartRestoreRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreRunCommandTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @BeforeEach
    void onePlan() {
        controller.status.addPlans(Samples.plan("ci"));
        controller.started = Samples.restore().build();
    }

    @AfterEach
    void close() {
        controller.close();
    }

    private void nothingStarted() {
        assertThat(controller.requests).noneMatch(StartRestoreRequest.class::isInstance);
    }

    @Test
    void anEmptyTargetNeedsNoConfirmation() {
        assertThat(operator.run("restore", "run", "c", "--target", "/mnt/look")).isEqualTo(0);

        assertThat(operator.questions()).isEmpty();
        assertThat(controller.only(StartRestoreRequest.class).getSpec())
                .isEqualTo(
                        RestoreSpec.newBuilder()
                                .setPlan("ci")
                                .setSnapshot("latest")
                                .setTarget("/mnt/look")
                                .build());
    }

    @Test
    void whoLeavesItAloneLearnsHowToComeBack() {
        operator.run("restore", "run", "ci");

        assertThat(operator.out())
                .isEqualTo(
                        """
                        Started restore r-7f3k2q9d of ci on ci-master.
                        It goes on; come back with: lifeboat operation watch r-7f3k2q9d
                        """);
    }

    @Test
    void withoutATerminalAndAWordNothingIsOverwritten() {
        assertThat(operator.run("restore", "run", "ci", "--into-existing")).isEqualTo(2);

        nothingStarted();
        assertThat(operator.err())
                .isEqualTo(
                        """
                        lifeboat: The plan's directory will be changed to what the latest snapshot \
                        of ci has; what differs is replaced, and there is no terminal to ask on
                        next: if that is wanted, add: --yes --reason "why you do it"
                        """);
    }

    @Test
    void yesAloneIsNoReason() {
        assertThat(operator.run("restore", "run", "ci", "--delete", "--yes")).isEqualTo(2);

        nothingStarted();
        assertThat(operator.err()).contains("--yes needs a reason");
    }

    @Test
    void yesWithAReasonIsToldTheController() {
        int exitCode =
                operator.run(
                        "restore",
                        "run",
                        "ci",
                        "--into-existing",
                        "--yes",
                        "--reason",
                        "disk lost");

        assertThat(exitCode).isEqualTo(0);
        assertThat(controller.only(StartRestoreRequest.class).getReason()).isEqualTo("disk lost");
        assertThat(controller.only(StartRestoreRequest.class).getSpec().getIntoExisting()).isTrue();
    }

    @Test
    void thePlansWholeNameIsToBeTyped() {
        operator.atTerminal().types("ci");

        assertThat(operator.run("restore", "run", "c", "--into-existing", "--delete")).isEqualTo(0);

        assertThat(operator.questions())
                .singleElement()
                .asString()
                .contains("what the snapshot lacks is deleted")
                .endsWith("\nType ci to go on: ");
        assertThat(controller.only(StartRestoreRequest.class).getSpec().getDelete()).isTrue();
    }

    @Test
    void anotherWordChangesNothing() {
        operator.atTerminal().types("y");

        assertThat(operator.run("restore", "run", "ci", "--into-existing")).isEqualTo(1);

        nothingStarted();
        assertThat(operator.err()).contains("\"y\" is not ci; nothing was changed");
    }

    @ParameterizedTest
    @CsvSource({
        "OUTCOME_SUCCEEDED, 0",
        "OUTCOME_SUCCEEDED_WITH_WARNINGS, 3",
        "OUTCOME_REFUSED, 5",
        "OUTCOME_FAILED, 1",
        "OUTCOME_CANCELLED, 1",
        "OUTCOME_SUPERSEDED, 1"
    })
    void waitEndsWithTheOutcome(Outcome outcome, int exitCode) {
        controller.watchToTheEnd(Samples.restore().build(), Samples.ended(outcome).build());

        assertThat(operator.run("restore", "run", "ci", "--wait")).isEqualTo(exitCode);
    }

    @Test
    void aRestoreThatProvedWrongIsToldFromOneThatFailed() {
        var failed = Samples.ended(Outcome.OUTCOME_FAILED);
        failed.getFailureBuilder().setCode("VERIFY_MISMATCH");
        controller.watchToTheEnd(failed.build());

        assertThat(operator.run("restore", "run", "ci", "--verify", "--wait")).isEqualTo(6);
    }

    @Test
    void theResultSaysWhatBecameOfTheHome() {
        controller.watchToTheEnd(Samples.ended(Outcome.OUTCOME_REFUSED).build());

        operator.run("restore", "run", "ci", "--wait");

        assertThat(operator.out())
                .isEqualTo(
                        """
                        restore r-7f3k2q9d of ci on ci-master: REFUSED in 41.3 s
                          82,014 files, 513 MB, 7 unchanged, 98 MB transferred
                          snapshot 2928ff3b
                          /var/jenkins_home: UNTOUCHED, nothing was written
                        because: /var/jenkins_home is not empty: 12 entries (TARGET_REFUSED)
                        next: look at it, then add --into-existing
                        """);
    }

    @Test
    void aTargetsSpacesReachTheController() {
        operator.run("restore", "run", "ci", "--target", "/mnt/my look", "--tier", "0");

        RestoreSpec spec = controller.only(StartRestoreRequest.class).getSpec();
        assertThat(spec.getTarget()).isEqualTo("/mnt/my look");
        assertThat(spec.getTiersList()).containsExactly(0);
    }
}
