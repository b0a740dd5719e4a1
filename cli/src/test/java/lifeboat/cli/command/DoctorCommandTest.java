package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.GetStatusRequest;
import lifeboat.proto.control.v1.SavedState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @BeforeEach
    void allIsWell() {
        controller
                .status
                .setControllerVersion(Version.number())
                .setNow(Samples.time("2026-11-23T00:00:00.5Z"))
                .setKitExported(Samples.time("2026-11-20T09:00:00Z"))
                .addPlans(Samples.plan("ci"))
                .addHosts(Samples.host("ci-master"));
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void whatIsWellIsALineEach() {
        assertThat(operator.run("doctor")).isEqualTo(0);

        assertThat(operator.out())
                .contains("certificate", "alice in ", "the controller's is +0.5 s from here")
                .doesNotContain("WARNING", "PROBLEM", "next:");
    }

    @Test
    void aStateThatCanNotBeSavedIsAWarning() {
        controller
                .status
                .addSavedStates(
                        SavedState.newBuilder()
                                .setRepository("main")
                                .setSaved(Samples.time("2026-11-22T23:00:00Z")))
                .addSavedStates(
                        SavedState.newBuilder()
                                .setRepository("other")
                                .setFailure("STORE_DENIED: may not put")
                                .setNext("check the role"));

        assertThat(operator.run("doctor")).isEqualTo(3);
        assertThat(operator.out())
                .contains("state in main", "not saved; STORE_DENIED: may not put")
                .contains("state in other: next: check the role");
    }

    @Test
    void aClockThatIsOffIsAWarning() {
        controller.status.setNow(Samples.time("2026-11-23T00:01:00Z"));

        assertThat(operator.run("doctor")).isEqualTo(3);
        assertThat(operator.out()).contains("clock: next: see on both machines: timedatectl");
    }

    @Test
    void aBreachedObjectiveIsAProblem() {
        controller.status.getPlansBuilder(0).setFreshness(Freshness.FRESHNESS_MISSING);

        assertThat(operator.run("doctor")).isEqualTo(1);
        assertThat(operator.out()).contains("plan ci: next: lifeboat backup run ci --wait");
    }

    @Test
    void anIdentityThatTwoMachinesUseIsAProblem() {
        controller.status.getHostsBuilder(0).setDuplicateSeen(true);

        assertThat(operator.run("doctor")).isEqualTo(1);
    }

    @Test
    void whatWasFoundBeforeAControllerIsMissingIsStillShown() {
        controller.fail(GetStatusRequest.class, Status.UNAVAILABLE);

        assertThat(operator.run("doctor")).isEqualTo(9);
        assertThat(operator.out()).contains("OK       certificate").contains("PROBLEM  controller");
    }
}
