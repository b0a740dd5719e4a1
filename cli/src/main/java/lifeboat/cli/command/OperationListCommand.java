package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ListOperationsRequest;
import lifeboat.proto.control.v1.ListOperationsResponse;
import lifeboat.proto.control.v1.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        header = "Lists operations, the newest first.",
        footer = {
            "",
            "Examples:",
            "  lifeboat operation list --running",
            "  lifeboat operation list ci --limit 10"
        })
final class OperationListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "Only those of this plan.")
    private String plan = "";

    @Option(names = "--running", description = "Only those that have not ended.")
    private boolean running;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 100.")
    private int limit;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperationListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ListOperationsResponse answer =
                    controller.operations(
                            ListOperationsRequest.newBuilder()
                                    .setPlan(plan.isEmpty() ? "" : controller.plan(plan).getName())
                                    .setRunning(running)
                                    .setLimit(Limit.checked(limit))
                                    .build());
            Times times = new Times(surroundings.clock().instant());
            Table<Operation> table =
                    new Table<Operation>()
                            .column("ID", Operation::getId)
                            .column("KIND", operation -> Words.of(operation.getKind()))
                            .column("PLAN", Operation::getPlan)
                            .column("HOST", Operation::getHost)
                            .column("STANDS", OperationView::stands)
                            .column("STARTED", op -> times.relative(op.getCreated()))
                            .column("TOOK", OperationListCommand::took)
                            .wide("BY", Operation::getStartedBy)
                            .wide("SNAPSHOT", op -> OperationView.shortId(op.getSnapshotId()))
                            .wide("TARGET", Operation::getTarget)
                            .wide("WHY", op -> op.getFailure().getMessage());
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getOperationsList(),
                            table,
                            Operation::getId,
                            running ? "Nothing runs." : "There are no operations yet.");
            return ExitCode.DONE.number();
        }
    }

    private static String took(Operation operation) {
        return operation.hasEnded() ? Amounts.elapsed(OperationView.duration(operation)) : "";
    }
}
