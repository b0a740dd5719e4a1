package lifeboat.cli.command;

import java.util.concurrent.Callable;
import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.cli.wire.Controller;
import lifeboat.proto.control.v1.ListRepositoriesResponse;
import lifeboat.proto.control.v1.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        header = "Lists the repositories, and what was last seen in them.",
        footer = {"", "Example:", "  lifeboat repository list -o wide"})
final class RepositoryListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    RepositoryListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Controller controller = connection.connect(surroundings)) {
            ListRepositoriesResponse answer = controller.repositories();
            Times times = new Times(surroundings.clock().instant());
            Table<Repository> table =
                    new Table<Repository>()
                            .column("NAME", Repository::getName)
                            .column("STATE", RepositoryListCommand::state)
                            .number("SNAPSHOTS", one -> Amounts.count(one.getSnapshots()))
                            .number("SIZE", one -> Amounts.bytes(one.getBytes()))
                            .column("LISTED", one -> listed(one, times))
                            .column("PLANS", one -> String.join(" ", one.getPlansList()))
                            .wide("URL", Repository::getUrl)
                            .wide("PACKS", one -> Amounts.count(one.getPacks()))
                            .wide("LOCKS", one -> locks(one, times));
            output.presenter(surroundings)
                    .list(
                            answer,
                            answer.getRepositoriesList(),
                            table,
                            Repository::getName,
                            "There are no repositories; plans name them.\n"
                                    + "next: lifeboat plan apply FILE");
            return ExitCode.DONE.number();
        }
    }

    private static String state(Repository repository) {
        return repository.getReachable()
                ? "reachable"
                : "UNREACHABLE: " + repository.getUnreachableBecause();
    }

    private static String listed(Repository repository, Times times) {
        return repository.hasLastSync() ? times.relative(repository.getLastSync()) : "never";
    }

    private static String locks(Repository repository, Times times) {
        return repository.getLocks() == 0
                ? ""
                : "%d, the oldest %s"
                        .formatted(
                                repository.getLocks(), times.relative(repository.getOldestLock()));
    }
}
