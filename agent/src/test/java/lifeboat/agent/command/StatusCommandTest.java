package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.status.AgentStatus;
import lifeboat.agent.step.StepProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private final Machine machine = new Machine();
    @TempDir private Path data;

    private void write() throws java.io.IOException {
        AgentStatus status =
                new AgentStatus(
                        42,
                        "1.0",
                        "ci-master",
                        "master",
                        "lifeboat.example:7443",
                        Instant.parse("2027-01-01T00:00:00Z"),
                        NOW.minusSeconds(900),
                        NOW.minusSeconds(90),
                        "CONTROLLER_UNREACHABLE",
                        "the controller can't be reached",
                        "check that it runs",
                        List.of(
                                new AgentStatus.Step(
                                        "r-1",
                                        "restore",
                                        2,
                                        "",
                                        "",
                                        new StepProgress(
                                                "copy",
                                                1 << 20,
                                                4 << 20,
                                                0,
                                                0,
                                                0,
                                                0,
                                                "",
                                                NOW,
                                                "the store answers 503")),
                                new AgentStatus.Step(
                                        "b-1",
                                        "backup",
                                        1,
                                        "WRONG_PASSWORD",
                                        "no key opens",
                                        StepProgress.waiting(NOW))));
        Files.writeString(data.resolve("status.json"), status.json());
    }

    @Test
    void saysHowTheAgentIsWithoutAController() throws Exception {
        try (DataFolder folder = DataFolder.open(data.resolve("in-use"))) {
            data = folder.path();
            write();

            assertThat(machine.run("status", "--data", data.toString())).isZero();
        }

        assertThat(machine.out())
                .contains("runs as process 42")
                .contains("ci-master, master, certificate until 2027-01-01T00:00:00Z")
                .contains("CONTROLLER_UNREACHABLE: the controller can't be reached")
                .contains("r-1 restore, attempt 2: copy, ", " of ", "the store answers 503")
                .contains("b-1 backup, attempt 1: WRONG_PASSWORD (no key opens)");
    }

    @Test
    void anAgentThatDoesNotRunIsNoSuccess() throws Exception {
        write();

        assertThat(machine.run("status", "--data", data.toString())).isEqualTo(1);
        assertThat(machine.out()).contains("does not run").contains("lifeboat-agent run");
    }

    @Test
    void aFolderWithoutAnAgentIsNamed() {
        assertThat(machine.run("status", "--data", data.toString())).isEqualTo(1);
        assertThat(machine.errLines()).hasSize(2).first().asString().contains(data.toString());
    }
}
