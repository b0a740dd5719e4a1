package lifeboat.agent.command;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.BackupReport;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        header = "Saves directories or files into a new snapshot.%n",
        description = {
            "Reads what has changed since the last snapshot of the same paths and host, and adds to"
                    + " the repository what it does not have. What was saved before is never"
                    + " changed. A service may go on running meanwhile.",
            "",
            "A file that vanishes while it is read, or can't be read, does not stop the backup: it"
                    + " is named, and the exit code is 3.",
            ""
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
            description = "Leave out what matches, as in restic: *.tmp, /srv/data/cache, **/work.")
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
            description = "The snapshot's host. Default: the name of this one.")
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
                    () -> words(report, elapsed),
                    json -> {
                        json.writeStringField("snapshot_id", report.snapshot().id().hex());
                        if (report.parent().isPresent()) {
                            json.writeStringField("parent_id", report.parent().get().id().hex());
                        }
                        json.writeNumberField("files_new", report.counts().files().added());
                        json.writeNumberField("files_changed", report.counts().files().changed());
                        json.writeNumberField(
                                "files_unmodified", report.counts().files().unmodified());
                        json.writeNumberField("dirs_new", report.counts().directories().added());
                        json.writeNumberField(
                                "dirs_changed", report.counts().directories().changed());
                        json.writeNumberField(
                                "dirs_unmodified", report.counts().directories().unmodified());
                        json.writeNumberField("data_blobs", report.counts().dataBlobs());
                        json.writeNumberField("tree_blobs", report.counts().treeBlobs());
                        json.writeNumberField("data_added", report.counts().addedBytes());
                        json.writeNumberField(
                                "data_added_packed", report.counts().addedPackedBytes());
                        json.writeNumberField("total_files_processed", files(report));
                        json.writeNumberField(
                                "total_bytes_processed", report.counts().totalBytes());
                        json.writeObjectFieldStart("excluded_by_rule");
                        for (Map.Entry<String, Long> rule : sorted(report.excludedByRule())) {
                            json.writeNumberField(rule.getKey(), rule.getValue());
                        }
                        json.writeEndObject();
                        json.writeNumberField(
                                "changed_while_read", report.changedWhileRead().size());
                        json.writeNumberField("vanished", report.vanished().size());
                        json.writeNumberField("unreadable", report.unreadable().size());
                        json.writeNumberField("errors", report.errors());
                        json.writeNumberField("warnings", report.warnings());
                    });
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

    private static String words(BackupReport report, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Saved %s, %s in %s: %s new, %s changed, %s as before."
                        .formatted(
                                Amounts.count(files(report), "file", "files"),
                                Amounts.bytes(report.counts().totalBytes()),
                                Amounts.elapsed(elapsed),
                                Amounts.count(report.counts().files().added()),
                                Amounts.count(report.counts().files().changed()),
                                Amounts.count(report.counts().files().unmodified())));
        lines.add(
                "The repository grew by %s (%s before compression)."
                        .formatted(
                                Amounts.bytes(report.counts().addedPackedBytes()),
                                Amounts.bytes(report.counts().addedBytes())));
        if (!report.excludedByRule().isEmpty()) {
            lines.add(
                    "Left out: "
                            + sorted(report.excludedByRule()).stream()
                                    .map(
                                            rule ->
                                                    rule.getKey()
                                                            + " "
                                                            + Amounts.count(rule.getValue()))
                                    .collect(joining(", "))
                            + ".");
        }
        flaw(lines, report.unreadable().size(), "could not be read and are not in the snapshot");
        flaw(lines, report.vanished().size(), "vanished before they were read");
        flaw(lines, report.changedWhileRead().size(), "changed while they were read");
        lines.add(
                "Snapshot %s%s."
                        .formatted(
                                report.snapshot().id().shortHex(),
                                report.parent()
                                        .map(Snapshot::id)
                                        .map(ObjectId::shortHex)
                                        .map(id -> ", after " + id)
                                        .orElse("")));
        lines.add("next: lifeboat-agent check, now and then");
        return String.join("\n", lines);
    }

    private static void flaw(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(Amounts.count(count, "file", "files") + " " + what + ".");
        }
    }

    private static long files(BackupReport report) {
        return report.counts().files().added()
                + report.counts().files().changed()
                + report.counts().files().unmodified();
    }

    private static List<Map.Entry<String, Long>> sorted(Map<String, Long> rules) {
        return rules.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
