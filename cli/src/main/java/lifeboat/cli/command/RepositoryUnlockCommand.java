package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Amounts;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.UnlockRepositoryResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "unlock",
        header = "Removes locks that a dead program has left.",
        description = "Only stale ones. A restore needs no lock.",
        footer = {"", "Example:", "  lifeboat repository unlock main"})
final class RepositoryUnlockCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "Its name, or the beginning of it.")
    private String name = "";

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    RepositoryUnlockCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            String repository = RepositoryName.find(name, controller).getName();
            UnlockRepositoryResponse answer = controller.unlockRepository(repository);
            output.presenter(surroundings)
                    .show(
                            answer,
                            repository,
                            () ->
                                    "Removed "
                                            + Amounts.count(answer.getRemoved(), "lock", "locks")
                                            + ".");
            return ExitCode.DONE.number();
        }
    }
}
