package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.CancelOperationRequest;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.Outcome;
import lifeboat.proto.control.v1.Phase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        header = "Asks an operation to stop.",
        description =
                "It is CANCELLED once nothing is written any more; --wait waits for that, and "
                        + "then ends with 0. What has ended stays as it is.",
        footer = {
            "",
            "Example:",
            "  lifeboat restore cancel r-7f3 --reason \"wrong snapshot\" --wait"
        })
final class OperationCancelCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason = "";

    @Mixin private OperationOptions following = new OperationOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperationCancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            Operation operation =
                    controller.cancel(
                            CancelOperationRequest.newBuilder()
                                    .setId(controller.operation(id).getId())
                                    .setReason(reason.strip())
                                    .build());
            if (operation.getPhase() == Phase.PHASE_DONE) {
                output.presenter(surroundings)
                        .show(operation, operation.getId(), () -> OperationView.result(operation));
                return ExitCode.DONE.number();
            }
            ExitCode exitCode = following.proceed(operation, controller, output, surroundings);
            return (exitCode == ExitCode.FAILED && isCancelled(operation, controller)
                            ? ExitCode.DONE
                            : exitCode)
                    .number();
        }
    }

    private static boolean isCancelled(Operation operation, Controller controller)
            throws InterruptedException {
        return controller.operation(operation.getId()).getOutcome() == Outcome.OUTCOME_CANCELLED;
    }
}
