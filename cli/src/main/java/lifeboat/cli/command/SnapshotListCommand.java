package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ListSnapshotsRequest;
import lifeboat.proto.control.v1.ListSnapshotsResponse;
import lifeboat.proto.control.v1.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        header = "Lists snapshots, the newest first.",
        footer = {"", "Example:", "  lifeboat snapshot list ci --limit 5"})
final class SnapshotListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "Only those of this plan.")
    private String plan = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private int limit;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    SnapshotListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            String whole = plan.isEmpty() ? "" : controller.plan(plan).getName();
            ListSnapshotsResponse answer =
                    controller.snapshots(
                            ListSnapshotsRequest.newBuilder()
                                    .setPlan(whole)
                                    .setLimit(Limit.checked(limit))
                                    .build());
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getSnapshotsList(),
                            SnapshotView.table(new Times(surroundings.clock().instant())),
                            Snapshot::getId,
                            "There are no snapshots.\nnext: lifeboat backup run "
                                    + (whole.isEmpty() ? "PLAN" : whole)
                                    + " --wait");
            return ExitCode.DONE.number();
        }
    }
}
