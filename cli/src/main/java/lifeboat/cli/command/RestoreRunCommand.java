package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.RestoreSpec;
import lifeboat.proto.control.v1.StartRestoreRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        header = "Restores a snapshot into a directory of a host.",
        description =
                "A target that holds something is refused (exit code 5) unless --into-existing "
                        + "says that it may be changed; then the plan's name is to be typed. What is "
                        + "stopped in the middle leaves no half-written file, and the same command goes "
                        + "on.",
        footer = {
            "",
            "Examples:",
            "  lifeboat restore run ci --wait",
            "  lifeboat restore run ci --snapshot 2928ff3b --target /mnt/look --wait",
            "  lifeboat restore run ci --into-existing --yes --reason \"home is damaged\""
        })
final class RestoreRunCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private RestoreOptions restore = new RestoreOptions();
    @Mixin private ConfirmOptions confirm = new ConfirmOptions();
    @Mixin private OperationOptions following = new OperationOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    RestoreRunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            RestoreSpec spec = restore.spec(controller);
            if (restore.isDestructive()) {
                confirm.require(warning(spec), spec.getPlan(), surroundings);
            }
            StartRestoreRequest request =
                    StartRestoreRequest.newBuilder()
                            .setSpec(spec)
                            .setReason(confirm.reason())
                            .build();
            return following
                    .proceed(controller.startRestore(request), controller, output, surroundings)
                    .number();
        }
    }

    private static String warning(RestoreSpec spec) {
        String target = spec.getTarget().isEmpty() ? "The plan's directory" : spec.getTarget();
        String host = spec.getHost().isEmpty() ? "" : " on " + spec.getHost();
        return "%s%s will be changed to what the %s snapshot of %s has; what differs is replaced%s"
                .formatted(
                        target,
                        host,
                        spec.getSnapshot(),
                        spec.getPlan(),
                        spec.getDelete() ? ", what the snapshot lacks is deleted" : "");
    }
}
