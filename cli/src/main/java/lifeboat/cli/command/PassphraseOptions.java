package lifeboat.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a recovery kit is sealed with; never a word of a command line, which all users can read. */
final class PassphraseOptions {

    private static final String VARIABLE = "LIFEBOAT_KIT_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "The file with the passphrase. Default: the passphrase in"
                            + " LIFEBOAT_KIT_PASSPHRASE.")
    private Optional<Path> file = Optional.empty();

    String read(Surroundings surroundings) {
        return file.map(InputFile::secret)
                .or(() -> Optional.ofNullable(surroundings.environment().get(VARIABLE)))
                .filter(passphrase -> !passphrase.isEmpty())
                .orElseThrow(
                        () ->
                                CommandException.usage(
                                        "no passphrase is given",
                                        "give --passphrase-file FILE, or set " + VARIABLE));
    }
}
