package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lifeboat.cli.wire.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectionOptionsTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @TempDir private Path home;

    @BeforeEach
    void settings() throws IOException {
        Path folder = Files.createDirectories(home.resolve(".config/lifeboat"));
        Files.writeString(
                folder.resolve("config.yaml"),
                """
                context: production
                contexts:
                  production:
                    controller: prod.test
                    identity: %1$s
                  staging:
                    controller: staging.test:9000
                    identity: %1$s
                """
                        .formatted(Operator.IDENTITY.toAbsolutePath()));
        operator.home(home);
    }

    @AfterEach
    void close() {
        controller.close();
    }

    private String address(String... words) {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(options).parseArgs(words);
        Target target = options.target(operator.surroundings());
        return target.address().toString();
    }

    @Test
    void theEnvironmentComesBeforeTheFile() {
        assertThat(address()).isEqualTo("controller.test:7443");
    }

    @Test
    void theFilesOwnChoiceIsTheLast() {
        operator.unset("LIFEBOAT_CONTROLLER").unset("LIFEBOAT_IDENTITY");
        assertThat(address()).isEqualTo("prod.test:7443");
    }

    @Test
    void aContextThatIsNamedNeverReachesTheEnvironmentsController() {
        assertThat(address("--context", "staging")).isEqualTo("staging.test:9000");
    }

    @Test
    void theCommandLinesControllerIsTheFirst() {
        assertThat(address("--context", "staging", "--controller", "[::1]:8000"))
                .isEqualTo("[::1]:8000");
    }

    @Test
    void anUnknownContextIsAUsageError() {
        assertThat(operator.run("status", "--context", "stagign")).isEqualTo(2);
        assertThat(operator.err()).contains("there is no context \"stagign\"");
    }

    @Test
    void anUnknownKeyIsNamed() throws IOException {
        Files.writeString(home.resolve(".config/lifeboat/config.yaml"), "contxt: production\n");

        assertThat(operator.run("status")).isEqualTo(2);
        assertThat(operator.err()).contains("\"contxt\" is unknown");
    }
}
