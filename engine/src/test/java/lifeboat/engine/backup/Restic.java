package lifeboat.engine.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The installed restic, on one repository in a folder. */
final class Restic {

    static final String PASSWORD = "geheim";

    private final Path repository;

    private Restic(Path repository) {
        this.repository = repository;
    }

    /** Skips the test if there is no restic. */
    static Restic on(Path repository) throws InterruptedException {
        boolean here;
        try {
            here = execute(List.of("restic", "version")).startsWith("restic ");
        } catch (IOException e) {
            here = false;
        }
        assumeTrue(here, "restic is not installed: nothing to compare with");
        return new Restic(repository);
    }

    /** Runs a command that succeeds; returns what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("restic", "--no-cache", "-r"));
        command.add(repository.toString());
        command.addAll(List.of(arguments));
        return execute(command);
    }

    static String execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", PASSWORD);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).describedAs("%s: %s", command, output).isZero();
        return output;
    }
}
