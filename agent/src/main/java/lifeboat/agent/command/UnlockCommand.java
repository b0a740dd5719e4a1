package lifeboat.agent.command;

import java.util.concurrent.Callable;
import lifeboat.agent.output.Amounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "unlock",
        header = "Removes locks that a dead program has left.",
        description = {
            "A program that was killed leaves its lock behind, which makes others wait until it is"
                    + " stale. This removes the stale ones now. A restore needs no lock."
        },
        footer = {"", "Example:", "  lifeboat-agent unlock"})
final class UnlockCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--all",
            description =
                    "Remove all locks, also of programs that run. Make sure first that none uses"
                            + " the repository: it would lose data.")
    private boolean all;

    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    UnlockCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            int removed = session.repository().unlock(all);
            session.summarize(
                    () -> "Removed " + Amounts.count(removed, "lock", "locks") + ".",
                    json -> json.writeNumberField("locks_removed", removed));
            return ExitCode.DONE.number();
        }
    }
}
