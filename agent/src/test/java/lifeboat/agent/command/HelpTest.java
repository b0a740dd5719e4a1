package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/cli");

    private final Machine machine = new Machine();

    @ParameterizedTest
    @ValueSource(strings = {"restore", "backup"})
    void teachesTheCommand(String command) throws IOException {
        Path golden = GOLDEN.resolve(command + "-help.txt");

        assertThat(machine.run(command, "--help")).isZero();

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, machine.out());
        }
        assertThat(machine.out()).isEqualTo(Files.readString(golden));
        assertThat(machine.errLines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo", "snapshots", "ls", "check", "unlock"})
    void helpCommandAndOptionSayTheSame(String command) {
        Machine other = new Machine();

        assertThat(machine.run("help", command)).isZero();
        assertThat(other.run(command, "-h")).isZero();

        assertThat(machine.out())
                .isEqualTo(other.out())
                .contains("Usage: lifeboat-agent " + command);
    }

    @Test
    void everyCommandIsListed() {
        assertThat(machine.run("--help")).isZero();

        assertThat(machine.out())
                .contains("repo ", "backup ", "snapshots ", "ls ", "restore ", "check ", "unlock ")
                .contains("LIFEBOAT_REPO", "LIFEBOAT_PASSWORD");
    }

    @Test
    void versionIsShownByCommandAndOption() {
        Machine other = new Machine();

        assertThat(machine.run("version")).isZero();
        assertThat(other.run("--version")).isZero();

        assertThat(machine.out()).startsWith("lifeboat-agent ").isEqualTo(other.out());
    }
}
