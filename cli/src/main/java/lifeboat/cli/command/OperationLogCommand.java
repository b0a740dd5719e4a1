package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.GetOperationLogResponse;
import lifeboat.proto.control.v1.LogEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        header = "Shows what an operation came through, the oldest first.",
        footer = {"", "Example:", "  lifeboat operation log r-7f3"})
final class OperationLogCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.")
    private String id = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperationLogCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            GetOperationLogResponse answer = controller.log(id);
            Table<LogEntry> table =
                    new Table<LogEntry>()
                            .number("NO", entry -> Long.toString(entry.getNumber()))
                            .column("TIME", entry -> Times.precise(entry.getTime()))
                            .column("PHASE", entry -> Words.of(entry.getPhase()))
                            .column("EVENT", LogEntry::getEvent);
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getEntriesList(),
                            table,
                            entry -> Long.toString(entry.getNumber()),
                            "Its log is empty.");
            return ExitCode.DONE.number();
        }
    }
}
