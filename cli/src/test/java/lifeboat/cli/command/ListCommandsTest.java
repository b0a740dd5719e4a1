package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import lifeboat.proto.control.v1.ListOperationsRequest;
import lifeboat.proto.control.v1.ListSnapshotsRequest;
import lifeboat.proto.control.v1.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListCommandsTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void hostsAreATable() {
        controller
                .status
                .addHosts(Samples.host("ci-master").addPlans("ci").addPlans("art"))
                .addHosts(Samples.host("web").clearLastSeen().setConnected(false));

        assertThat(operator.run("host", "list")).isEqualTo(0);

        assertThat(operator.out())
                .isEqualTo(
                        """
                        NAME       ROLE    LINK  LAST SEEN  PLANS
                        ci-master  master  up    4 s ago    ci art
                        web        master  DOWN  never      -
                        """);
    }

    @Test
    void plansAreATable() {
        controller.status.addPlans(Samples.plan("ci"));

        operator.run("plan", "list");

        assertThat(operator.out())
                .isEqualTo(
                        """
                        NAME  STATE  RECOVERY POINT                  OBJECTIVE  HOST       \
                        NEXT BACKUP
                        ci    FRESH  2 h ago (2026-11-22 21:04 UTC)  24 h       ci-master  \
                        in 21 h (2026-11-23 21:00 UTC)
                        """);
    }

    @Test
    void snapshotsAreATableOfOnePlan() {
        controller.status.addPlans(Samples.plan("ci"));
        controller.snapshots.add(Samples.snapshot());

        operator.run("snapshot", "list", "c", "--limit", "5");

        assertThat(operator.out())
                .isEqualTo(
                        """
                        ID        PLAN  RECOVERY POINT                   FILES    SIZE  REPOSITORY
                        2928ff3b  ci    2 h ago (2026-11-22 21:04 UTC)  82,014  1.2 GB  main
                        """);
        assertThat(controller.only(ListSnapshotsRequest.class))
                .isEqualTo(ListSnapshotsRequest.newBuilder().setPlan("ci").setLimit(5).build());
    }

    @Test
    void operationsAreATable() {
        controller
                .status
                .addOperations(Samples.restore())
                .addOperations(Samples.ended(Outcome.OUTCOME_SUCCEEDED).setId("r-00000001"));

        operator.run("operation", "list", "--running");

        assertThat(operator.out())
                .isEqualTo(
                        """
                        ID          KIND     PLAN  HOST       STANDS             STARTED   TOOK
                        r-7f3k2q9d  restore  ci    ci-master  running, copy 42%  60 s ago  -
                        r-00000001  restore  ci    ci-master  SUCCEEDED          60 s ago  41.3 s
                        """);
        assertThat(controller.only(ListOperationsRequest.class).getRunning()).isTrue();
    }

    @Test
    void jsonHasTheNamesOfTheContract() {
        controller.status.addOperations(
                Samples.ended(Outcome.OUTCOME_REFUSED).clearProgress().clearSummary());

        operator.run("operation", "list", "-o", "json");

        assertThat(operator.out())
                .startsWith("{\n  \"operations\" : [ {\n    \"id\" : \"r-7f3k2q9d\",\n")
                .contains("\"kind\" : \"RESTORE\"")
                .contains("\"outcome\" : \"REFUSED\"")
                .contains("\"home\" : \"UNTOUCHED\"")
                .contains("\"ended\" : \"2026-11-22T23:59:41.300Z\"")
                .contains("\"code\" : \"TARGET_REFUSED\"")
                .doesNotContain("summary");
    }

    @Test
    void durationsAreSecondsInJson() {
        controller.status.addPlans(Samples.plan("ci"));

        operator.run("plan", "list", "-o", "JSON");

        assertThat(operator.out())
                .contains("\"recovery_point_objective_seconds\" : 86400")
                .contains("\"freshness\" : \"FRESH\"")
                .contains("\"version\" : 3");
    }

    @Test
    void anEmptyListIsStillADocument() {
        operator.run("host", "list", "--output=json");
        assertThat(operator.out()).isEqualTo("{\n  \"hosts\" : [ ]\n}\n");
    }

    @Test
    void anEmptyTableLeavesStdoutEmptyAndNamesTheNextStep() {
        assertThat(operator.run("host", "list")).isEqualTo(0);
        assertThat(operator.out()).isEmpty();
        assertThat(operator.err()).contains("next: lifeboat token create");
    }

    @Test
    void yamlKeepsADocumentReadable() {
        controller.status.addPlans(Samples.plan("ci"));

        operator.run("plan", "list", "-o", "yaml");

        assertThat(operator.out())
                .contains("- name: \"ci\"\n")
                .contains("yaml: |\n    name: ci\n    host: ci-master\n");
    }

    @Test
    void namesAreOneALine() {
        controller.status.addPlans(Samples.plan("ci")).addPlans(Samples.plan("art"));

        operator.run("plan", "list", "-o", "name");

        assertThat(operator.out()).isEqualTo("ci\nart\n");
    }

    @Test
    void wideShowsMore() {
        controller.status.addHosts(Samples.host("ci-master"));

        operator.run("host", "list", "-o", "wide");

        assertThat(operator.out()).contains("AGENT", "0.1.0", "+0.3 s", "ends in 70 d");
    }

    @Test
    void aNameCanNotMoveTheCursor() {
        controller.status.addHosts(Samples.host("ci\u001b[2J"));

        operator.run("host", "list");

        assertThat(operator.out()).contains("ci?[2J").doesNotContain("\u001b");
    }
}
