package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lifeboat.proto.control.v1.ApplyPlanRequest;
import lifeboat.proto.control.v1.DeletePlanRequest;
import lifeboat.proto.control.v1.PlanFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandsTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void onePlan() throws IOException {
        controller.status.addPlans(Samples.plan("ci"));
        file = Files.writeString(folder.resolve("my plan.yaml"), "name: ci\n");
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void everyFaultIsNamedAndEndsWithTwo() {
        controller.faults.add(
                PlanFault.newBuilder().setKey("host").setLine(2).setMessage("is missing").build());

        assertThat(operator.run("plan", "validate", file.toString())).isEqualTo(2);

        assertThat(operator.out())
                .isEqualTo(
                        """
                        KEY   LINE  FAULT
                        host     2  is missing
                        """);
    }

    @Test
    void theNextCommandCanBeCopied() {
        assertThat(operator.run("plan", "validate", file.toString())).isEqualTo(0);
        assertThat(operator.err()).contains("next: lifeboat plan apply '" + file + "'");
    }

    @Test
    void thePasswordComesFromAFileWithoutItsLineFeed() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "pass word\n");

        operator.run(
                "plan",
                "apply",
                file.toString(),
                "--repository-password-file",
                password.toString());

        ApplyPlanRequest request = controller.only(ApplyPlanRequest.class);
        assertThat(request.getRepositoryPassword().toStringUtf8()).isEqualTo("pass word");
        assertThat(request.getYaml()).isEqualTo("name: ci\n");
        assertThat(operator.out()).contains("next: lifeboat backup run ci --wait");
    }

    @Test
    void aFileThatIsNotThereIsAUsageError() {
        assertThat(operator.run("plan", "apply", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(controller.requests).isEmpty();
    }

    @Test
    void aPlanIsDeletedByWhoTypesItsNameOnly() {
        assertThat(operator.run("plan", "delete", "ci")).isEqualTo(2);
        assertThat(controller.requests).noneMatch(DeletePlanRequest.class::isInstance);

        assertThat(operator.atTerminal().types("ci").run("plan", "delete", "c")).isEqualTo(0);
        assertThat(controller.only(DeletePlanRequest.class).getName()).isEqualTo("ci");
    }
}
