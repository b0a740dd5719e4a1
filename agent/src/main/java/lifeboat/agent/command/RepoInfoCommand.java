package lifeboat.agent.command;

import java.util.concurrent.Callable;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.RepositoryInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "info",
        header = "Tells what a repository is.",
        description = {
            "Opens the repository, which proves that it is reached and that the password is right,"
                    + " and counts its keys and snapshots."
        },
        footer = {
            "",
            "Example:",
            "  lifeboat-agent repo info --repo s3:https://HOST/BUCKET/ci --password-file FILE"
        })
final class RepoInfoCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    RepoInfoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(repository, output, surroundings)) {
            RepositoryInfo info = session.repository().info();
            session.summarize(
                    () ->
                            """
                            repository  %s
                            id          %s
                            format      restic, version %d
                            keys        %d
                            snapshots   %s"""
                                    .formatted(
                                            info.url(),
                                            info.id(),
                                            info.version(),
                                            info.keys(),
                                            Amounts.count(info.snapshots())),
                    json -> {
                        json.writeStringField("repository_id", info.id());
                        json.writeStringField("url", info.url());
                        json.writeNumberField("version", info.version());
                        json.writeNumberField("keys", info.keys());
                        json.writeNumberField("snapshots", info.snapshots());
                    });
            return ExitCode.DONE.number();
        }
    }
}
