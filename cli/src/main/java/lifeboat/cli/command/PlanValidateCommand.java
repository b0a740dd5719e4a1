package lifeboat.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lifeboat.cli.output.Table;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.PlanFault;
import lifeboat.proto.control.v1.ValidatePlanResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        header = "Checks a plan, and stores nothing.",
        description = "Exit code 2 if there is a fault.",
        footer = {"", "Example:", "  lifeboat plan validate ci.yaml"})
final class PlanValidateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The YAML document.")
    private Path file = Path.of("");

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    PlanValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ValidatePlanResponse answer = controller.validatePlan(InputFile.text(file));
            Table<PlanFault> table =
                    new Table<PlanFault>()
                            .column("KEY", PlanFault::getKey)
                            .number("LINE", PlanValidateCommand::line)
                            .column("FAULT", PlanFault::getMessage);
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getFaultsList(),
                            table,
                            PlanFault::getKey,
                            file
                                    + " is a plan.\nnext: lifeboat plan apply "
                                    + Shell.quoted(file.toString()));
            return (answer.getFaultsCount() > 0 ? ExitCode.USAGE : ExitCode.DONE).number();
        }
    }

    private static String line(PlanFault fault) {
        return fault.getLine() == 0 ? "" : Integer.toString(fault.getLine());
    }
}
