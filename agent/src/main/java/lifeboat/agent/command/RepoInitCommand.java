package lifeboat.agent.command;

import java.util.concurrent.Callable;
import lifeboat.engine.RepositoryInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        header = "Makes a new repository.",
        description = {
            "Makes an empty repository of restic's format 2 in a bucket's prefix, or in a folder"
                    + " that exists. Whatever lies there already is left as it is.",
            "",
            "The password is the only key: without it, nobody reads the backups again. Keep a copy"
                    + " of it where no disaster that takes the host takes it, too."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent repo init --repo /mnt/backup --password-file ~/password",
            "  lifeboat-agent repo init --repo s3:https://HOST/BUCKET/ci --password-file FILE"
        })
final class RepoInitCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    @Mixin private RepositoryOptions repository = new RepositoryOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    RepoInitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.init(repository, output, surroundings)) {
            RepositoryInfo info = session.repository().info();
            session.summarize(
                    () ->
                            """
                            Made the repository %s in %s, format %d.
                            Its password is the only key: keep a copy of it in another place.
                            next: lifeboat-agent backup PATH"""
                                    .formatted(
                                            info.id().substring(0, 10), info.url(), info.version()),
                    json -> {
                        json.writeStringField("repository_id", info.id());
                        json.writeStringField("url", info.url());
                        json.writeNumberField("version", info.version());
                    });
            return ExitCode.DONE.number();
        }
    }
}
