package lifeboat.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.GetStatusResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        header = "Shows what can be brought back, how old it is, and what to do next.",
        description =
                "One screen: the worst plan first. With -o json or yaml all that the controller "
                        + "knows, every plan.",
        footer = {"", "Examples:", "  lifeboat status", "  lifeboat status --check"})
final class StatusCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAN",
            description = "Only this plan, or the beginning of its name.")
    private String plan = "";

    @Option(
            names = "--check",
            description = "End with exit code 7 if an objective is breached, for scripts.")
    private boolean check;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            GetStatusResponse status = controller.status();
            List<PlanHealth> plans = selected(PlanHealth.of(status));
            String names =
                    String.join("\n", plans.stream().map(one -> one.plan().getName()).toList());
            output.presenter(surroundings)
                    .show(status, names, () -> new StatusView(status, plans).text());
            return (check && plans.stream().anyMatch(PlanHealth::isBreached)
                            ? ExitCode.BREACHED
                            : ExitCode.DONE)
                    .number();
        }
    }

    private List<PlanHealth> selected(List<PlanHealth> all) {
        List<PlanHealth> named =
                all.stream().filter(one -> one.plan().getName().equals(plan)).toList();
        if (!named.isEmpty()) {
            return named;
        }
        List<PlanHealth> selected =
                all.stream().filter(one -> one.plan().getName().startsWith(plan)).toList();
        if (selected.isEmpty() && !plan.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "PLAN_UNKNOWN",
                    "there is no plan \"" + plan + "\"",
                    "see what there is: lifeboat plan list");
        }
        return selected;
    }
}
