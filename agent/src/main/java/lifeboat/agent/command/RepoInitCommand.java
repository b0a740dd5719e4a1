package lifeboat.agent.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import lifeboat.engine.RepositoryInfo;
import lifeboat.engine.store.RepositoryUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        header = "Makes a new repository.",
        description = {
            "Makes an empty repository of restic's format 2 in a bucket's prefix, or in a folder,"
                    + " which is made if the folder above it is there. Whatever lies there already"
                    + " is left as it is.",
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
        makeFolder(repository.url(surroundings));
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

    /** Not those above it as well: a path that is mistyped, or not mounted, shall be noticed. */
    private static void makeFolder(RepositoryUrl url) {
        if (url instanceof RepositoryUrl.Local(Path folder)
                && Files.notExists(folder)
                && Files.isDirectory(folder.toAbsolutePath().getParent())) {
            try {
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "FOLDER_NOT_MADE",
                        "the folder " + folder + " can't be made: " + e.getMessage(),
                        "make it, or choose another place");
            }
        }
    }
}
