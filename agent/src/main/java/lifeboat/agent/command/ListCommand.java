package lifeboat.agent.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.ListedEntry;
import lifeboat.engine.Snapshot;
import lifeboat.engine.SnapshotQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "ls",
        header = "Lists what is in a snapshot.",
        description = {
            "Shows mode, owner, size, time of change (UTC) and path of every entry. Reads no file"
                    + " content."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent ls latest",
            "  lifeboat-agent ls 2928ff3b /var/jenkins_home/jobs"
        })
final class ListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = SnapshotOptions.REFERENCE)
    private String reference = SnapshotQuery.LATEST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "Where to begin, as it was saved. Default: everything.")
    private String path = "/";

    @Mixin private SnapshotOptions selection = new SnapshotOptions();
    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            Snapshot snapshot =
                    new SnapshotQuery(reference, selection.filter(Set.of()))
                            .require(session.repository().snapshots(session.progress()));
            AtomicLong entries = new AtomicLong();
            session.repository()
                    .list(
                            snapshot,
                            path,
                            entry -> {
                                entries.incrementAndGet();
                                session.tell(() -> line(entry), "node", json -> write(entry, json));
                            });
            session.summarize(
                    () -> Amounts.count(entries.get(), "entry", "entries"),
                    json -> {
                        json.writeStringField("snapshot_id", snapshot.id().hex());
                        json.writeNumberField("entries", entries.get());
                    });
            return ExitCode.of(session.progress()).number();
        }
    }

    private static String line(ListedEntry entry) {
        return "%s %5d %5d %12d %s %s%s"
                .formatted(
                        entry.mode(),
                        entry.uid(),
                        entry.gid(),
                        entry.sizeBytes(),
                        entry.modified().truncatedTo(ChronoUnit.SECONDS),
                        entry.path(),
                        entry.linkTarget().map(target -> " -> " + target).orElse(""));
    }

    private static void write(ListedEntry entry, JsonGenerator json) throws IOException {
        json.writeStringField("type", entry.type());
        json.writeStringField("path", entry.path());
        json.writeStringField("permissions", entry.mode());
        json.writeNumberField("uid", entry.uid());
        json.writeNumberField("gid", entry.gid());
        json.writeNumberField("size", entry.sizeBytes());
        json.writeStringField("mtime", entry.modified().toString());
        if (entry.linkTarget().isPresent()) {
            json.writeStringField("linktarget", entry.linkTarget().get());
        }
    }
}
