package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        header = "Shows an operation.",
        footer = {"", "Example:", "  lifeboat operation show r-7f3 -o json"})
final class OperationShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.")
    private String id = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    OperationShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            Operation operation = controller.operation(id);
            Times times = new Times(surroundings.clock().instant());
            output.presenter(surroundings)
                    .show(
                            operation,
                            operation.getId(),
                            () -> OperationView.details(operation, times));
            return ExitCode.DONE.number();
        }
    }
}
