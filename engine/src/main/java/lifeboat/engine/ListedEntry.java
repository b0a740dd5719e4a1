package lifeboat.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of a snapshot, for people.
 *
 * @param type as restic writes it: {@code file}, {@code dir}, {@code symlink} and so on
 * @param mode as {@code ls} shows it, such as {@code -rw-r--r--}
 * @param sizeBytes of a regular file; 0 for all others
 * @param path from the snapshot's root, printable: no name can forge a line or steer a terminal
 * @param linkTarget of a symbolic link, likewise printable
 */
public record ListedEntry(
        String type,
        String mode,
        long uid,
        long gid,
        long sizeBytes,
        Instant modified,
        String path,
        Optional<String> linkTarget) {}
