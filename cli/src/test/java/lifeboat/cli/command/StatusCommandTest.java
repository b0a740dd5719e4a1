package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @BeforeEach
    void oneWellPlan() {
        controller
                .status
                .setControllerVersion("0.1.0")
                .setNow(Samples.time("2026-11-23T00:00:00Z"))
                .setStarted(Samples.time("2026-11-20T08:00:00Z"))
                .setKitExported(Samples.time("2026-11-20T09:00:00Z"))
                .addPlans(Samples.plan("ci"))
                .addHosts(Samples.host("ci-master"));
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void theWorstPlanIsFirstAndSaysWhatToTypeNext() {
        controller
                .status
                .addPlans(
                        Samples.plan("art")
                                .setFreshness(Freshness.FRESHNESS_LATE)
                                .setRecoveryPoint(Samples.time("2026-11-21T12:00:00Z")))
                .addHosts(Samples.host("art-master"));

        assertThat(operator.run("status")).isEqualTo(0);

        assertThat(operator.out())
                .isEqualTo(
                        """
                        Plan      art: LATE, an objective is breached
                        Host      art-master is up, last heard of 4 s ago
                        Get back  what was there 36 h ago (2026-11-21 12:00 UTC), objective 24 h; \
                        82,014 files, 1.2 GB
                        Takes     about 4 min, objective 3 h
                        Backup    next in 21 h (2026-11-23 21:00 UTC)
                        Wrong     the newest snapshot is 36 h old, at most 24 h is wanted
                        next      lifeboat backup run art --wait

                        PLAN  STATE  GET BACK  TAKES  HOST          NEXT
                        ci    FRESH  2 h ago   4 min  ci-master up  lifeboat restore preview ci

                        Controller 0.1.0, up since 2 d ago (2026-11-20 08:00 UTC); 2 hosts
                        """);
        assertThat(operator.err()).isEmpty();
    }

    @Test
    void fiftyPlansStayOnOneScreen() {
        for (int i = 0; i < 50; i++) {
            controller.status.addPlans(Samples.plan("p" + i));
        }

        operator.run("status");

        assertThat(operator.out().lines().count()).isLessThanOrEqualTo(30);
        assertThat(operator.out()).contains("… and 35 more: lifeboat plan list");
    }

    @Test
    void withoutPlansTheFirstStepIsNamed() {
        controller.status.clearPlans();

        assertThat(operator.run("status", "--check")).isEqualTo(0);

        assertThat(operator.out())
                .startsWith("Nothing is protected yet")
                .endsWith("next: lifeboat plan apply FILE\n");
    }

    @Test
    void checkIsQuietAboutPlansThatAreWell() {
        assertThat(operator.run("status", "--check")).isEqualTo(0);
        assertThat(operator.out()).startsWith("Plan      ci: FRESH, all is well\n");
    }

    @Test
    void checkEndsWithSevenForASnapshotThatIsTooOld() {
        controller.status.getPlansBuilder(0).setFreshness(Freshness.FRESHNESS_LATE);

        assertThat(operator.run("status", "--check")).isEqualTo(7);
        assertThat(operator.run("status")).isEqualTo(0);
    }

    @Test
    void checkEndsWithSevenForARestoreThatTakesTooLong() {
        controller
                .status
                .getPlansBuilder(0)
                .setRecoveryTimeForecast(Duration.newBuilder().setSeconds(20_000));

        assertThat(operator.run("status", "--check")).isEqualTo(7);
        assertThat(operator.out()).contains("a restore takes about 5 h, at most 3 h is wanted");
    }

    @Test
    void checkNeverTakesWhatIsUnknownForWell() {
        controller.status.getPlansBuilder(0).setFreshness(Freshness.FRESHNESS_UNKNOWN);

        assertThat(operator.run("status", "--check")).isEqualTo(7);
        assertThat(operator.out()).contains("the repository main can't be listed");
    }

    @Test
    void checkSeesAgeBehindAHold() {
        controller
                .status
                .getPlansBuilder(0)
                .setFreshness(Freshness.FRESHNESS_HELD)
                .setRecoveryPoint(Samples.time("2026-11-20T00:00:00Z"));

        assertThat(operator.run("status", "--check")).isEqualTo(7);
        assertThat(operator.out()).contains("backups are held");
    }

    @Test
    void aWholeNameIsNotAPrefix() {
        controller.status.addPlans(
                Samples.plan("ci-next").setFreshness(Freshness.FRESHNESS_CORRUPT));

        assertThat(operator.run("status", "ci", "--check")).isEqualTo(0);
        assertThat(operator.out()).doesNotContain("ci-next");
    }

    @Test
    void aPlanThatIsNotThereIsAnError() {
        assertThat(operator.run("status", "web", "--check")).isEqualTo(1);
        assertThat(operator.err())
                .isEqualTo(
                        """
                        lifeboat: there is no plan "web"
                        next: see what there is: lifeboat plan list
                        """);
    }

    @Test
    void aHostThatIsDownIsSaidWithWhatToDo() {
        controller.status.getHostsBuilder(0).setConnected(false);

        operator.run("status");

        assertThat(operator.out())
                .contains("Host      ci-master is DOWN")
                .contains("next      on ci-master: lifeboat-agent status")
                .contains("1 host, down: ci-master");
    }

    @Test
    void whatRunsIsShownAndFollowedNext() {
        controller.status.addOperations(Samples.restore());

        operator.run("status");

        assertThat(operator.out())
                .contains("Now       restore r-7f3k2q9d: running, copy 42%\n")
                .contains("next      lifeboat operation watch r-7f3k2q9d\n");
    }

    @Test
    void theLastFailureIsShownWithItsReason() {
        controller.status.addOperations(Samples.ended(Outcome.OUTCOME_FAILED));

        operator.run("status");

        assertThat(operator.out())
                .contains("the last restore FAILED: /var/jenkins_home is not empty")
                .contains("next      lifeboat operation show r-7f3k2q9d\n");
    }

    @Test
    void aPlanWithoutAScheduleSaysSo() {
        controller.status.setPlans(0, Samples.plan("ci").clearNextBackup());

        assertThat(operator.run("status")).isEqualTo(0);

        assertThat(operator.out()).contains("\nBackup    not scheduled\n");
    }

    @Test
    void aKitThatWasNeverExportedIsAskedFor() {
        controller.status.clearKitExported();

        operator.run("status");

        assertThat(operator.out()).contains("lifeboat kit export FILE");
    }
}
