package lifeboat.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A file that is made, for its owner alone. */
final class NewFile {

    private NewFile() {}

    /** Writes it whole, to disk; what is there already is left as it is. */
    static void write(Path file, byte[] content) {
        var ownersOnly =
                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                java.nio.channels.FileChannel.open(
                        file,
                        Set.of(
                                java.nio.file.StandardOpenOption.CREATE_NEW,
                                java.nio.file.StandardOpenOption.WRITE),
                        ownersOnly)) {
            var left = java.nio.ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "FILE_EXISTS",
                    file + " exists already, and is left as it is",
                    "name another file",
                    e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "FILE_NOT_WRITTEN",
                    file + " can't be written: " + e.getClass().getSimpleName(),
                    "name a file in a folder that exists and has room",
                    e);
        }
    }
}
