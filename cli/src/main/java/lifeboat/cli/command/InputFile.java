package lifeboat.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the command line names. */
final class InputFile {

    /** A message that carries it has to stay below the 4 MiB of the wire. */
    private static final int MAX_BYTES = 3 << 20;

    private InputFile() {}

    /** Reads it whole. */
    static byte[] read(Path file) {
        try (java.io.InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw CommandException.usage(
                        file + " is larger than 3 MiB", "see whether it is the right file");
            }
            return content;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "FILE_UNREADABLE",
                    file + " can't be read: " + e.getClass().getSimpleName(),
                    "check the path, and that this user may read it",
                    e);
        }
    }

    /** Reads it as UTF-8. */
    static String text(Path file) {
        return new String(read(file), UTF_8);
    }

    /** Reads what it holds but for a line feed at its end, as editors write one. */
    static String secret(Path file) {
        return text(file).replaceFirst("\\r?\\n$", "");
    }
}
