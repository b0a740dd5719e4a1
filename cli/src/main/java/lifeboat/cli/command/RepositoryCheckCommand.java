package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.Repository;
import lifeboat.proto.control.v1.StartCheckRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        header = "Checks that a repository is whole.",
        description =
                "A host of its first plan reads it. Exit code 6, with --wait, if data is "
                        + "missing or damaged.",
        footer = {
            "",
            "Examples:",
            "  lifeboat repository check main --wait",
            "  lifeboat repository check main --read-data-subset 5% --wait"
        })
final class RepositoryCheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "Its name, or the beginning of it.")
    private String name = "";

    @Option(names = "--read-data", description = "Read all packs and prove their content.")
    private boolean readAll;

    @Option(
            names = "--read-data-subset",
            paramLabel = "N%",
            converter = Share.class,
            description = "Read this share of the packs, others each time.")
    private double share;

    @Mixin private OperationOptions following = new OperationOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    RepositoryCheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            Repository repository = RepositoryName.find(name, controller);
            if (repository.getPlansCount() == 0) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "REPOSITORY_UNUSED",
                        "no plan uses " + repository.getName() + ", so no host can check it",
                        "on a host that reaches it: lifeboat-agent check --repo "
                                + Shell.quoted(repository.getUrl()));
            }
            StartCheckRequest request =
                    StartCheckRequest.newBuilder()
                            .setPlan(repository.getPlans(0))
                            .setReadShare(readAll ? 1 : share)
                            .build();
            return following
                    .proceed(controller.startCheck(request), controller, output, surroundings)
                    .number();
        }
    }
}
