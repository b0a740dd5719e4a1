package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.GetSnapshotRequest;
import lifeboat.proto.control.v1.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        header = "Shows a snapshot.",
        footer = {"", "Example:", "  lifeboat snapshot show latest --plan ci"})
final class SnapshotShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "ID",
            description = "Its id or the beginning of it, or latest with --plan.")
    private String id = "";

    @Option(names = "--plan", paramLabel = "PLAN", description = "Of this plan.")
    private String plan = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    SnapshotShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            String whole = plan.isEmpty() ? "" : controller.plan(plan).getName();
            Snapshot snapshot =
                    controller.snapshot(
                            GetSnapshotRequest.newBuilder().setId(id).setPlan(whole).build());
            Times times = new Times(surroundings.clock().instant());
            output.presenter(surroundings)
                    .show(snapshot, snapshot.getId(), () -> SnapshotView.details(snapshot, times));
            return ExitCode.DONE.number();
        }
    }
}
