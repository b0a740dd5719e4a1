package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ListPlansResponse;
import lifeboat.proto.control.v1.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        header = "Lists the plans, and how fresh their snapshots are.",
        footer = {"", "Example:", "  lifeboat plan list -o wide"})
final class PlanListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    PlanListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ListPlansResponse answer = controller.plans();
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getPlansList(),
                            PlanView.table(new Times(surroundings.clock().instant())),
                            Plan::getName,
                            "There are no plans yet.\nnext: lifeboat plan apply FILE");
            return ExitCode.DONE.number();
        }
    }
}
