package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.DeletePlanRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        header = "Forgets a plan; its snapshots stay.",
        description = "Refused while an operation of it runs.",
        footer = {"", "Example:", "  lifeboat plan delete old-ci"})
final class PlanDeleteCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "PLAN", description = "Its name, or the beginning of it.")
    private String name = "";

    @Mixin private ConfirmOptions confirm = new ConfirmOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    PlanDeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            String plan = controller.plan(name).getName();
            confirm.require(
                    "The plan "
                            + plan
                            + " will be forgotten: nothing is saved any more; its snapshots stay",
                    plan,
                    surroundings);
            controller.deletePlan(
                    DeletePlanRequest.newBuilder()
                            .setName(plan)
                            .setReason(confirm.reason())
                            .build());
            surroundings.console().say("Deleted " + plan + ".");
            return ExitCode.DONE.number();
        }
    }
}
