package lifeboat.agent.command;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lifeboat.engine.Problem;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.Snapshot;
import lifeboat.engine.SnapshotQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        header = "Brings a snapshot back into a directory.",
        description = {
            "Every file is fetched, proven and finished in a folder .lifeboat of the target, and"
                    + " only then appears under its name. So a restore that is stopped, by Ctrl-C"
                    + " or by a power cut, leaves no half-written file: the same command goes on"
                    + " where it stopped.",
            "",
            "Without --path each saved path comes back below the target: /srv/data in DIR/srv/data."
                    + " With --path PATH the contents of PATH go straight into the target.",
            "",
            "A target that holds something is refused (exit code 5) unless --into-existing says"
                    + " that it may be changed; --dry-run shows how. Without --delete nothing is"
                    + " removed from it."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent snapshots --path /var/jenkins_home",
            "  lifeboat-agent restore latest --path /var/jenkins_home --target /mnt/home",
            "  lifeboat-agent restore 2928ff3b --target /tmp/look --include '*/config.xml'",
            "  lifeboat-agent restore latest --host ci --path /srv/data --target /srv/data \\",
            "      --into-existing --delete --dry-run"
        })
final class RestoreCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SNAPSHOT", description = SnapshotOptions.REFERENCE)
    private String reference = SnapshotQuery.LATEST;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "DIR",
            description = "Where to; made if it does not exist.")
    private Path target = Path.of("");

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description =
                    "The directory in the snapshot, as it was saved, whose contents go into the"
                            + " target.")
    private String path = "";

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Only what matches, as in restic; may be repeated.")
    private List<String> includes = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Leave out what matches, as in restic; may be repeated.")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = "--tier",
            paramLabel = "N",
            description =
                    "Only this tier of the snapshot's profile; may be repeated. jenkins: 0 and 1"
                            + " make the server start, 2 are recent builds, 3 the rest.")
    private Set<Integer> tiers = new LinkedHashSet<>();

    @Option(
            names = "--verify",
            description =
                    "At the end read every restored file back and prove it. What comes from the"
                            + " repository is proven anyway.")
    private boolean verify;

    @Option(
            names = "--verify-existing",
            description =
                    "Read files that the target has already and compare their content, rather than"
                            + " trust their size and time.")
    private boolean verifyExisting;

    @Option(
            names = "--into-existing",
            description = "The target may hold something; what differs is replaced.")
    private boolean intoExisting;

    @Option(
            names = "--delete",
            description =
                    "Delete from the target what the snapshot does not have. Look at it first with"
                            + " --dry-run.")
    private boolean delete;

    @Option(
            names = "--privileged",
            description =
                    "Restore setuid and setgid bits, devices and capabilities, too: only from a"
                            + " repository that nobody else writes to.")
    private boolean privileged;

    @Option(names = "--dry-run", description = "Show what would be done, and change nothing.")
    private boolean dryRun;

    @Mixin private SnapshotOptions selection = new SnapshotOptions();
    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            List<Snapshot> all = session.repository().snapshots(session.progress());
            List<String> unreadable =
                    session.progress().problemsFrom(0).stream().map(Problem::path).toList();
            Snapshot snapshot =
                    new SnapshotQuery(reference, selection.filter(Set.of())).require(all);
            try (RestoreOperation operation =
                    session.repository().prepareRestore(request(snapshot), session.progress())) {
                tellMapping(session, operation);
                if (dryRun) {
                    return RestorePreview.tell(session, operation).number();
                }
                RestoreReport report = operation.execute();
                return new RestoreSummary(
                                operation.request(),
                                report,
                                unreadable,
                                session.elapsed(),
                                session.copyTime())
                        .tell(session)
                        .number();
            }
        }
    }

    private RestoreRequest request(Snapshot snapshot) {
        return new RestoreRequest(
                snapshot,
                target.toAbsolutePath().normalize(),
                path,
                includes,
                excludes,
                tiers,
                intoExisting,
                delete,
                verifyExisting,
                privileged,
                verify);
    }

    private static void tellMapping(Session session, RestoreOperation operation) {
        Snapshot snapshot = operation.request().snapshot();
        session.tell(
                () ->
                        "Snapshot %s of %s, host %s: %s"
                                .formatted(
                                        snapshot.id().shortHex(),
                                        snapshot.time().truncatedTo(ChronoUnit.SECONDS),
                                        snapshot.hostname(),
                                        operation.mapping()),
                "mapping",
                json -> {
                    json.writeStringField("snapshot_id", snapshot.id().hex());
                    json.writeStringField("mapping", operation.mapping());
                });
    }
}
