package lifeboat.agent.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import lifeboat.engine.Password;
import lifeboat.engine.store.RepositoryUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which repository, and what opens it. Both may come from the environment; no secret is a word. */
final class RepositoryOptions {

    /** A file that is larger is no password's. */
    private static final int MAX_PASSWORD_BYTES = 1 << 16;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--repo",
            paramLabel = "URL",
            description = {
                "Where the repository is: a folder, or",
                "s3:https://HOST/BUCKET/PREFIX.",
                "Default: LIFEBOAT_REPO."
            })
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The file with its password. Default: the password in LIFEBOAT_PASSWORD.")
    private Optional<Path> passwordFile = Optional.empty();

    RepositoryUrl url(Surroundings surroundings) {
        String named =
                url.or(() -> Optional.ofNullable(surroundings.environment().get("LIFEBOAT_REPO")))
                        .orElseThrow(
                                () ->
                                        usage(
                                                "no repository is named: give --repo URL or set"
                                                        + " LIFEBOAT_REPO"));
        return RepositoryUrl.parse(named);
    }

    Password password(Surroundings surroundings) {
        if (passwordFile.isPresent()) {
            return fromFile(passwordFile.get(), surroundings);
        }
        String typed =
                Optional.ofNullable(surroundings.environment().get("LIFEBOAT_PASSWORD"))
                        .orElseThrow(
                                () ->
                                        usage(
                                                "no password is given: use --password-file FILE or"
                                                        + " set LIFEBOAT_PASSWORD"));
        return required(Password.of(typed.toCharArray()), "LIFEBOAT_PASSWORD");
    }

    private static Password fromFile(Path file, Surroundings surroundings) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_PASSWORD_BYTES + 1);
            if (content.length > MAX_PASSWORD_BYTES) {
                throw new CommandException(
                        ExitCode.DENIED,
                        "PASSWORD_UNUSABLE",
                        "the password file " + file + " is too large for one",
                        "name the file that holds the password and nothing else");
            }
            if (isReadByAll(file)) {
                surroundings
                        .console()
                        .warn(
                                "warning: everybody on this host can read the password file "
                                        + file
                                        + "; chmod 600 it");
            }
            return required(Password.ofFile(content), "the password file " + file);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.DENIED,
                    "PASSWORD_UNUSABLE",
                    "the password file " + file + " can't be read: " + e.getClass().getSimpleName(),
                    "check --password-file: the path, and that this user may read it",
                    e);
        }
    }

    private static boolean isReadByAll(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    private static Password required(Password password, String source) {
        if (password.isEmpty()) {
            throw new CommandException(
                    ExitCode.DENIED,
                    "PASSWORD_UNUSABLE",
                    source + " is empty, and so is no password",
                    "put the repository's password there");
        }
        return password;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
