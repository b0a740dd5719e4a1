package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.StartBackupRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        header = "Makes a snapshot of a plan now.",
        description = "If one runs already, that one is shown or followed.",
        footer = {"", "Example:", "  lifeboat backup run ci --wait"})
final class BackupRunCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "PLAN", description = "Its name, or the beginning of it.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason = "";

    @Mixin private OperationOptions following = new OperationOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    BackupRunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            StartBackupRequest request =
                    StartBackupRequest.newBuilder()
                            .setPlan(controller.plan(name).getName())
                            .setReason(reason.strip())
                            .build();
            return following
                    .proceed(controller.startBackup(request), controller, output, surroundings)
                    .number();
        }
    }
}
