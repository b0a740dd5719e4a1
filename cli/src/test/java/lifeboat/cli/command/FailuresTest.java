package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import lifeboat.proto.control.v1.GetHostRequest;
import lifeboat.proto.control.v1.GetOperationRequest;
import lifeboat.proto.control.v1.GetPlanRequest;
import lifeboat.proto.control.v1.GetStatusRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void aPrefixOfTwoIsAUsageError() {
        controller.status.addPlans(Samples.plan("ci")).addHosts(Samples.host("web-1"));
        controller.refuse(
                GetOperationRequest.class,
                Status.Code.FAILED_PRECONDITION,
                "OPERATION_AMBIGUOUS",
                "one of r-7f3k2q9d r-7fzzzzzz");
        controller.refuse(
                GetPlanRequest.class,
                Status.Code.FAILED_PRECONDITION,
                "PLAN_AMBIGUOUS",
                "one of ci ci-next");
        controller.refuse(
                GetHostRequest.class,
                Status.Code.FAILED_PRECONDITION,
                "HOST_AMBIGUOUS",
                "one of web-1 web-2");

        assertThat(operator.run("operation", "show", "r-7f")).isEqualTo(2);
        assertThat(operator.run("plan", "show", "c")).isEqualTo(2);
        assertThat(operator.run("host", "show", "web")).isEqualTo(2);

        assertThat(operator.err())
                .contains("next: one of r-7f3k2q9d r-7fzzzzzz")
                .contains("next: one of ci ci-next")
                .contains("next: one of web-1 web-2");
    }

    @Test
    void aControllerThatIsNotThereIsTwoLines() {
        controller.fail(
                GetStatusRequest.class, Status.UNAVAILABLE.withDescription("Connection refused"));

        assertThat(operator.run("status")).isEqualTo(9);

        assertThat(operator.out()).isEmpty();
        assertThat(operator.err().lines())
                .hasSize(2)
                .satisfiesExactly(
                        cause ->
                                assertThat(cause)
                                        .isEqualTo(
                                                "lifeboat: the controller at controller.test:7443"
                                                        + " can't be reached: Connection refused"),
                        next ->
                                assertThat(next)
                                        .startsWith("next: see whether it runs")
                                        .contains("LIFEBOAT_CONTROLLER"));
    }

    @ParameterizedTest
    @CsvSource({"-o json", "-ojson", "-o=json", "--output=JSON", "--output json"})
    void aFailureIsADocumentForPrograms(String words) {
        controller.fail(GetStatusRequest.class, Status.UNAVAILABLE.withDescription("no route"));

        operator.run(("status " + words).split(" "));

        assertThat(operator.out())
                .startsWith("{\n  \"error\" : {\n")
                .contains("\"code\" : \"CONTROLLER_UNREACHABLE\"")
                .contains("\"exit_code\" : 9");
    }

    @Test
    void theControllersAdviceIsWhatIsNext() {
        controller.refuse(
                GetStatusRequest.class,
                Status.Code.PERMISSION_DENIED,
                "ROLE_TOO_LOW",
                "ask an operator");

        assertThat(operator.run("status")).isEqualTo(4);
        assertThat(operator.err())
                .isEqualTo("lifeboat: refused by the test\nnext: ask an operator\n");
    }

    @Test
    void aWordThatIsNoCommandNamesTheNearest() {
        assertThat(operator.run("statsu")).isEqualTo(2);
        assertThat(operator.err())
                .contains("did you mean status")
                .contains("next: lifeboat --help");
    }

    @Test
    void aNounAloneNamesItsVerbs() {
        assertThat(operator.run("restore")).isEqualTo(2);
        assertThat(operator.err())
                .isEqualTo(
                        """
                        lifeboat: a command is missing: preview, run, watch, cancel
                        next: lifeboat restore --help
                        """);
    }

    @Test
    void aMissingArgumentNamesTheHelp() {
        assertThat(operator.run("restore", "run")).isEqualTo(2);
        assertThat(operator.err()).contains("PLAN").endsWith("next: lifeboat restore run --help\n");
    }

    @Test
    void withoutAControllersNameTheSettingIsNamed() {
        operator.unset("LIFEBOAT_CONTROLLER");

        assertThat(operator.run("status")).isEqualTo(2);
        assertThat(operator.err())
                .contains("no controller is named")
                .contains("LIFEBOAT_CONTROLLER");
    }

    @Test
    void withoutACertificateTheWayToOneIsNamed() {
        operator.unset("LIFEBOAT_IDENTITY");

        assertThat(operator.run("status")).isEqualTo(4);
        assertThat(operator.err()).contains("admin-cert").contains("--identity DIR");
    }

    @Test
    void aStackTraceIsForDebuggingOnly() {
        controller.fail(GetStatusRequest.class, Status.INTERNAL.withDescription("odd"));

        assertThat(operator.run("status")).isEqualTo(1);
        assertThat(operator.err()).doesNotContain("\tat ");

        operator.set("LIFEBOAT_DEBUG", "1").run("status");
        assertThat(operator.err()).contains("\tat ");
    }
}
