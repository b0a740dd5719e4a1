package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The real restic on a repository.
 *
 * @param cache its cache folder; an empty one is what a new machine has
 */
public record Restic(Repository repository, Path cache) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    public static boolean isInstalled() {
        return Command.exists("restic");
    }

    /** A command line of restic, not yet run. */
    public Command command(String... arguments) {
        List<String> words = new ArrayList<>(List.of("restic"));
        words.addAll(List.of(arguments));
        Command command =
                Command.of(words)
                        .with("RESTIC_REPOSITORY", repository.url())
                        .with("RESTIC_PASSWORD", repository.password())
                        .with("RESTIC_CACHE_DIR", cache.toString());
        for (var variable : repository.credentials().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return command;
    }

    public Finished run(String... arguments) throws IOException, InterruptedException {
        return command(arguments).run(LIMIT);
    }

    /** Runs a command that must end with 0. */
    public Finished require(String... arguments) throws IOException, InterruptedException {
        return run(arguments).requireSuccess();
    }

    /** Reads and checks all data; locks that dead programs left are removed before. */
    public void checkAllData() throws IOException, InterruptedException {
        require("unlock");
        require("check", "--read-data");
    }
}
