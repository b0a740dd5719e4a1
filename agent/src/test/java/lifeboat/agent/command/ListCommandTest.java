package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ls}, on a repository that restic made. */
class ListCommandTest {

    private static final String ID = "f066fa24";
    private static final String HOME = "/srv/fixture/home";

    @TempDir private Path folder;
    private Machine machine;

    @BeforeEach
    void copyRepository() throws IOException {
        machine = Machine.with("v2", folder);
    }

    @Test
    void aPathShowsWhatIsBelowIt() {
        assertThat(machine.run("ls", ID, HOME + "/secrets")).isZero();

        assertThat(machine.outLines())
                .hasSize(2)
                .first()
                .asString()
                .matches(
                        "-[rwx-]{9} +\\d+ +\\d+ +256 20\\d\\d-\\d\\d-\\d\\dT[0-9:]{8}Z "
                                + HOME
                                + "/secrets/master.key");
        assertThat(machine.outLines()).last().isEqualTo("1 entry");
    }

    @Test
    void aFileIsItsOwnList() {
        assertThat(machine.run("ls", ID, HOME + "/secrets/master.key")).isZero();

        assertThat(machine.outLines())
                .hasSize(2)
                .first()
                .asString()
                .endsWith(HOME + "/secrets/master.key");
    }

    @Test
    void aWholeIdItsFirstDigitsAndLatestNameTheSameSnapshot() throws IOException {
        assertThat(machine.run("ls", ID)).isZero();
        List<String> byPrefix = machine.outLines();
        Machine whole = Machine.with("v2", folder.resolve("whole"));
        assertThat(whole.run("ls", idOf(ID))).isZero();
        Machine latest = Machine.with("v2", folder.resolve("latest"));
        assertThat(latest.run("ls", "latest", "--tag", "plan=ci")).isZero();

        assertThat(byPrefix)
                .anyMatch(line -> line.startsWith("d") && line.endsWith(" /srv"))
                .anyMatch(line -> line.contains(" -> "))
                .isEqualTo(whole.outLines())
                .isEqualTo(latest.outLines());
    }

    private String idOf(String prefix) throws IOException {
        try (var files =
                Files.newDirectoryStream(machine.repository().resolve("snapshots"), prefix + "*")) {
            return files.iterator().next().getFileName().toString();
        }
    }

    @Test
    void programsGetANodeForEachEntryAndASummary() throws IOException {
        assertThat(machine.run("ls", ID, HOME + "/secrets", "--json")).isZero();

        assertThat(machine.outLines()).hasSize(2);
        assertThat(machine.outLines().getFirst())
                .startsWith(
                        "{\"message_type\":\"node\",\"type\":\"file\",\"path\":\""
                                + HOME
                                + "/secrets/master.key\",\"permissions\":\"-")
                .contains("\"size\":256,\"mtime\":\"20");
        assertThat(machine.outLines().getLast())
                .endsWith("\"snapshot_id\":\"" + idOf(ID) + "\",\"entries\":1}");
    }

    @Test
    void whatIsNotThereOrCouldBeTwoIsRefusedInTwoLines() {
        assertThat(machine.run("ls", ID, "/srv/elsewhere")).isEqualTo(1);
        assertThat(machine.run("ls", "00000000")).isEqualTo(1);
        assertThat(machine.run("ls", "latest")).isEqualTo(2);

        assertThat(machine.errLines()).hasSize(6);
        assertThat(machine.out()).isEmpty();
    }

    @Test
    void noNameCanSteerATerminalOrForgeALine() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("a\u001b[2J\nb"), "");
        Files.createSymbolicLink(home.resolve("link"), Path.of("\u001b]0;x\u0007"));
        Machine own =
                new Machine()
                        .set("LIFEBOAT_REPO", Files.createDirectory(folder.resolve("r")).toString())
                        .set("LIFEBOAT_PASSWORD", "geheim");
        assertThat(own.run("repo", "init")).isZero();
        assertThat(own.run("backup", home.toString())).isZero();
        int before = own.outLines().size();

        assertThat(own.run("ls", "latest", home.toString())).isZero();
        List<String> shown = own.outLines().subList(before, own.outLines().size());
        assertThat(shown).hasSize(3);
        assertThat(shown.get(0)).endsWith(home + "/a\\x1b[2J\\x0ab");
        assertThat(shown.get(1)).endsWith(home + "/link -> \\x1b]0;x\\x07");

        assertThat(own.run("ls", "latest", home.toString(), "--json")).isZero();
        assertThat(own.out()).contains("/a\\\\x1b[2J\\\\x0ab\"").doesNotContain("\u001b");
    }
}
