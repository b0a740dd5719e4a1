package lifeboat.agent.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.Snapshot;
import lifeboat.engine.SnapshotFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "snapshots",
        header = "Lists the snapshots, the newest last.",
        description =
                "Shows the first digits of the id, time (UTC), host, paths and tags. Those digits"
                        + " name the snapshot to restore and ls.",
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent snapshots",
            "  lifeboat-agent snapshots --host ci --path /var/jenkins_home --json"
        })
final class SnapshotsCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    @Mixin private SnapshotOptions selection = new SnapshotOptions();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Only snapshots of this path, as it was saved; repeated, of all of them.")
    private Set<String> paths = new LinkedHashSet<>();

    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    SnapshotsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            SnapshotFilter filter = selection.filter(paths);
            List<Snapshot> snapshots =
                    session.repository().snapshots(session.progress()).stream()
                            .filter(filter::matches)
                            .toList();
            for (Snapshot snapshot : snapshots) {
                session.tell(() -> line(snapshot), "snapshot", json -> write(snapshot, json));
            }
            session.summarize(
                    () -> Amounts.count(snapshots.size(), "snapshot", "snapshots"),
                    json -> json.writeNumberField("snapshots", snapshots.size()));
            return ExitCode.of(session.progress()).number();
        }
    }

    private static String line(Snapshot snapshot) {
        String tags =
                snapshot.tags().isEmpty() ? "" : "  [" + String.join(" ", snapshot.tags()) + "]";
        return "%s  %s  %-15s  %s%s"
                .formatted(
                        snapshot.id().shortHex(),
                        snapshot.time().truncatedTo(ChronoUnit.SECONDS),
                        snapshot.hostname(),
                        String.join(" ", snapshot.paths()),
                        tags);
    }

    private static void write(Snapshot snapshot, JsonGenerator json) throws IOException {
        json.writeStringField("id", snapshot.id().hex());
        json.writeStringField("short_id", snapshot.id().shortHex());
        json.writeStringField("time", snapshot.time().toString());
        json.writeStringField("tree", snapshot.tree().hex());
        writeAll(json, "paths", snapshot.paths());
        json.writeStringField("hostname", snapshot.hostname());
        json.writeStringField("username", snapshot.username());
        writeAll(json, "tags", snapshot.tags());
        json.writeStringField("program_version", snapshot.programVersion());
        if (snapshot.parent().isPresent()) {
            json.writeStringField("parent", snapshot.parent().get().hex());
        }
        if (snapshot.summary().isPresent()) {
            Snapshot.Counts counts = snapshot.summary().get().counts();
            json.writeNumberField("total_files", counts.totalFiles());
            json.writeNumberField("total_bytes", counts.totalBytes());
        }
    }

    private static void writeAll(JsonGenerator json, String name, List<String> values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
