package lifeboat.agent.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.engine.BackupReport;
import lifeboat.engine.BackupRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        header = "Saves directories or files into a new snapshot.",
        description = {
            "Reads what has changed since the last snapshot of the same paths and host, and adds to"
                    + " the repository what it does not have. What was saved before is never"
                    + " changed. A service may go on running meanwhile.",
            "",
            "A file that vanishes while it is read, or can't be read, does not stop the backup: it"
                    + " is named, and the exit code is 3."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent backup /var/jenkins_home --profile jenkins --host ci",
            "  lifeboat-agent backup /srv/data /etc/data --exclude '*.tmp' --tag nightly"
        })
final class BackupCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "The directories or files to save.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description =
                    "Leave out what matches, as in restic: *.tmp, /srv/data/cache, **/work; may be"
                            + " repeated.")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "What the first path is the home of: jenkins. Leaves out what such a service"
                            + " makes anew, and lets a restore bring the important things back"
                            + " first.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "A tag of the snapshot; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "The host that the snapshot is of. Default: the name of this one; in a"
                            + " container that changes, so name it.")
    private Optional<String> host = Optional.empty();

    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            BackupReport report = session.repository().backup(request(), session.progress());
            Duration elapsed = session.elapsed();
            session.summarize(
                    () -> BackupSummary.words(report, elapsed),
                    json -> BackupSummary.write(report, json));
            return ExitCode.of(report).number();
        }
    }

    private BackupRequest request() {
        return new BackupRequest(
                paths.stream().map(path -> path.toAbsolutePath().normalize()).toList(),
                excludes,
                profile,
                tags,
                host.orElse(surroundings.hostname()));
    }
}
