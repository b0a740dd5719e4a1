package lifeboat.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own judge of names and rules. */
final class Promtool {

    static final String MISSING = "promtool is not on PATH (package prometheus)";

    private Promtool() {}

    static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    /** Returns what it says of {@code input}, once it has found it good. */
    static String run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("promtool"));
        words.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var in = promtool.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        return said;
    }
}
