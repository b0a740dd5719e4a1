package lifeboat.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void bashCompletesCommandsAndOptions(@TempDir Path folder) throws Exception {
        assertThat(operator.run("completion", "bash")).isEqualTo(0);
        Path script = Files.writeString(folder.resolve("completion"), operator.out());

        assertThat(completed(script, "lifeboat", "re")).contains("restore", "repository");
        assertThat(completed(script, "lifeboat", "restore", "")).contains("preview", "run");
        assertThat(completed(script, "lifeboat", "restore", "run", "--in"))
                .contains("--into-existing");
    }

    @Test
    void anotherShellIsAUsageError() {
        assertThat(operator.run("completion", "fish")).isEqualTo(2);
        assertThat(operator.err()).contains("fish");
    }

    private static String completed(Path script, String... words)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "bash",
                                "-c",
                                "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
                                        + " _complete_lifeboat; echo \"${COMPREPLY[@]}\"",
                                script.toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }
}
