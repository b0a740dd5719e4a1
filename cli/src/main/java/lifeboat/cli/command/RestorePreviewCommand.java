package lifeboat.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.cli.output.Form;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.PreviewRestoreRequest;
import lifeboat.proto.control.v1.RestoreSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "preview",
        header = "Says what a restore would do, and changes nothing.",
        description =
                "Files, bytes, what would be changed and deleted, and what stands against it.",
        footer = {
            "",
            "Examples:",
            "  lifeboat restore preview ci",
            "  lifeboat restore preview ci --snapshot 2928ff3b --target /mnt/look"
        })
final class RestorePreviewCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private RestoreOptions restore = new RestoreOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Wait no longer than this, such as 30m; then exit code 8.")
    private Optional<Duration> timeout = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    RestorePreviewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            RestoreSpec spec = restore.spec(controller);
            Operation started =
                    controller.previewRestore(
                            PreviewRestoreRequest.newBuilder().setSpec(spec).build());
            Follow follow = new Follow(controller, surroundings, timeout);
            ExitCode exitCode = follow.follow(started, output.presenter(surroundings));
            boolean possible = exitCode == ExitCode.DONE || exitCode == ExitCode.WARNINGS;
            if (possible && output.form() == Form.TABLE) {
                String snapshot = controller.operation(started.getId()).getSnapshotId();
                surroundings.console().say("next: " + restore.runCommand(spec, snapshot));
            }
            return exitCode.number();
        }
    }
}
