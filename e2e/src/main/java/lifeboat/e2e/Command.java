package lifeboat.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program with its arguments, environment, directory and standard input, ready to be started.
 *
 * @param environment is added to this process's own
 * @param input a char for each byte
 */
public record Command(
        List<String> words, Map<String, String> environment, Path directory, String input) {

    private static final Path HERE = Path.of("").toAbsolutePath();

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(List<String> words) {
        return new Command(words, Map.of(), HERE, "");
    }

    public static Command of(String... words) {
        return of(Arrays.asList(words));
    }

    /** A script for bash that ends at the first command that fails. */
    public static Command bash(String script) {
        return of("bash", "-euc", "set -o pipefail\n" + script);
    }

    /** Whether a program of this name is on PATH. */
    public static boolean exists(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    public Command with(String name, String value) {
        return with(Map.of(name, value));
    }

    public Command with(Map<String, String> variables) {
        Map<String, String> more = new TreeMap<>(environment);
        more.putAll(variables);
        return new Command(words, more, directory, input);
    }

    public Command in(Path folder) {
        return new Command(words, environment, folder, input);
    }

    public Command reading(String standardInput) {
        return new Command(words, environment, directory, standardInput);
    }

    /**
     * Starts the program. Its output goes to files, so that it never waits for us to read.
     *
     * @return the caller's to close, which kills the program if it still runs
     */
    public Running start() throws IOException {
        Path folder = Files.createTempDirectory("lifeboat-command-");
        Path in = Files.writeString(folder.resolve("in"), input, ISO_8859_1);
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        return Running.start(builder, folder);
    }

    /**
     * Runs the program to its end.
     *
     * @throws IOException if it can't be started or has not ended after {@code limit}; it is killed
     */
    public Finished run(Duration limit) throws IOException, InterruptedException {
        try (Running running = start()) {
            return running.await(limit);
        }
    }

    /**
     * Runs the program, which must end with 0, and returns its standard output, a char for each
     * byte.
     */
    String require(Duration limit) throws IOException, InterruptedException {
        return run(limit).requireSuccess().output();
    }
}
