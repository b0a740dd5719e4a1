package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        header = "Shows a plan, its document, and what has become of it.",
        footer = {"", "Example:", "  lifeboat plan show ci"})
final class PlanShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "PLAN", description = "Its name, or the beginning of it.")
    private String name = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    PlanShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            Plan plan = controller.plan(name);
            Times times = new Times(surroundings.clock().instant());
            output.presenter(surroundings)
                    .show(plan, plan.getName(), () -> PlanView.details(plan, times));
            return ExitCode.DONE.number();
        }
    }
}
