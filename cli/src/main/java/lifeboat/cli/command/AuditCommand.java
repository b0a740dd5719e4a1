package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.AuditEntry;
import lifeboat.proto.control.v1.ListAuditEntriesRequest;
import lifeboat.proto.control.v1.ListAuditEntriesResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        header = "Shows who did what, the newest first.",
        footer = {"", "Example:", "  lifeboat audit --limit 20"})
final class AuditCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 100.")
    private int limit;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ListAuditEntriesResponse answer =
                    controller.audit(
                            ListAuditEntriesRequest.newBuilder()
                                    .setLimit(Limit.checked(limit))
                                    .build());
            Table<AuditEntry> table =
                    new Table<AuditEntry>()
                            .column("TIME", entry -> Times.precise(entry.getTime()))
                            .column("WHO", AuditEntry::getWho)
                            .column("ACTION", AuditEntry::getAction)
                            .column("SUBJECT", AuditEntry::getSubject)
                            .column("RESULT", AuditCommand::result)
                            .column("REASON", AuditEntry::getReason)
                            .wide("NO", entry -> Long.toString(entry.getNumber()));
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getEntriesList(),
                            table,
                            entry -> Long.toString(entry.getNumber()),
                            "The audit log is empty.");
            return ExitCode.DONE.number();
        }
    }

    private static String result(AuditEntry entry) {
        return entry.getDone() ? "done" : "refused: " + entry.getRefusal();
    }
}
