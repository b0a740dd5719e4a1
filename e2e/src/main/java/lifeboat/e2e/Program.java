package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lifeboat's agent on a repository, started as its users start it: by the launcher, which becomes
 * the program, so that its process is the one that is measured and killed.
 */
public record Program(Repository repository) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** A command line of the agent, not yet run: {@code command("restore", "latest", …)}. */
    public Command command(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Checkout.here().launcher().toString());
        words.add("agent");
        words.addAll(List.of(arguments));
        words.addAll(List.of("--repo", repository.url()));
        return Command.of(words)
                .with("LIFEBOAT_BUILD", "no")
                .with("LIFEBOAT_PASSWORD", repository.password())
                .with(repository.credentials());
    }

    public Finished run(String... arguments) throws IOException, InterruptedException {
        return command(arguments).run(LIMIT);
    }

    /** Runs a command that must end with 0. */
    public Finished require(String... arguments) throws IOException, InterruptedException {
        return run(arguments).requireSuccess();
    }

    public void init() throws IOException, InterruptedException {
        require("repo", "init");
    }

    /** Saves {@code path}. */
    public Summary backup(Path path) throws IOException, InterruptedException {
        return Summary.of(require("backup", path.toString(), "--json"));
    }

    /** Puts what a snapshot holds below {@code path} into {@code target}. */
    public Summary restore(String snapshot, Path path, Path target)
            throws IOException, InterruptedException {
        return Summary.of(require(restoreArguments(snapshot, path, target)));
    }

    static String[] restoreArguments(String snapshot, Path path, Path target) {
        return new String[] {
            "restore", snapshot, "--path", path.toString(), "--target", target.toString(), "--json"
        };
    }

    /** After errors the program keeps its stage in the target, for the same command to go on. */
    static List<String> exceptStage(List<String> differences) {
        return differences.stream().filter(line -> !line.startsWith(".lifeboat")).toList();
    }
}
