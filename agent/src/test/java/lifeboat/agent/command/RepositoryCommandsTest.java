package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look, on a repository that restic made. */
class RepositoryCommandsTest {

    @TempDir private Path folder;
    private Machine machine;

    @BeforeEach
    void copyRepository() throws IOException {
        machine = Machine.with("v2", folder);
    }

    @Test
    void infoTellsWhatTheRepositoryIs() {
        assertThat(machine.run("repo", "info")).isZero();

        assertThat(machine.outLines())
                .contains(
                        "repository  " + machine.repository(),
                        "format      restic, version 2",
                        "keys        2",
                        "snapshots   4");
        assertThat(machine.errLines()).isEmpty();
    }

    @Test
    void thePasswordOfAFileComesBeforeThatOfTheEnvironment() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "second\n");
        machine.set("LIFEBOAT_PASSWORD", "wrong");

        assertThat(machine.run("repo", "info", "--password-file", file.toString())).isZero();
    }

    @Test
    void aWrongPasswordIsADeniedCommand() {
        assertThat(machine.set("LIFEBOAT_PASSWORD", "wrong").run("repo", "info")).isEqualTo(4);

        assertThat(machine.errLines()).hasSize(2);
        assertThat(machine.out()).isEmpty();
    }

    @Test
    void aFailureIsAnObjectForPrograms() {
        machine.set("LIFEBOAT_PASSWORD", "wrong");

        assertThat(machine.run("snapshots", "--json")).isEqualTo(4);

        assertThat(machine.outLines())
                .singleElement()
                .asString()
                .startsWith("{\"message_type\":\"error\",\"code\":\"WRONG_PASSWORD\",\"message\":")
                .contains("\"next\":\"check --password-file")
                .endsWith(",\"exit_code\":4}");
        assertThat(machine.errLines()).hasSize(2);
    }

    @Test
    void whereNothingIsNothingIsFound() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(machine.run("repo", "info", "--repo", empty.toString())).isEqualTo(1);
        assertThat(machine.run("repo", "info", "--repo", folder + "/missing")).isEqualTo(1);

        assertThat(machine.errLines()).hasSize(4);
    }

    @Test
    void snapshotsAreListedAndFiltered() {
        assertThat(machine.run("snapshots", "--host", "copy", "--host", "ci", "--tag", "plan=ci"))
                .isZero();

        assertThat(machine.outLines())
                .containsExactly(
                        "1ec13d90  2026-02-01T00:00:00Z  ci               /srv/fixture/home"
                                + "  [plan=ci]",
                        "f066fa24  2026-02-02T00:00:00Z  ci               /srv/fixture/home"
                                + "  [plan=ci]",
                        "2 snapshots");
    }

    @Test
    void snapshotsForProgramsEndWithASummary() {
        assertThat(machine.run("snapshots", "--json", "--host", "copy")).isZero();

        assertThat(machine.outLines()).hasSize(2);
        assertThat(machine.outLines().get(0))
                .startsWith("{\"message_type\":\"snapshot\",\"id\":\"61299ded")
                .contains(
                        "\"hostname\":\"copy\"",
                        "\"paths\":[\"/srv/fixture/home/jobs/pipeline/builds\"]",
                        "\"tags\":[]");
        assertThat(machine.outLines().get(1))
                .isEqualTo(
                        "{\"message_type\":\"summary\",\"key_seconds\":0.0,"
                                + "\"seconds_elapsed\":0.0,\"snapshots\":1}");
    }

    @Test
    void aSnapshotThatCannotBeReadIsNamedAndTheOthersListed() throws IOException {
        try (var snapshots = Files.newDirectoryStream(machine.repository().resolve("snapshots"))) {
            machine.damage(snapshots.iterator().next());
        }

        assertThat(machine.run("snapshots")).isEqualTo(3);

        assertThat(machine.errLines())
                .singleElement()
                .asString()
                .startsWith("error: snapshots/")
                .endsWith("(REPOSITORY_DAMAGED)");
        assertThat(machine.outLines()).last().isEqualTo("3 snapshots");
    }
}
