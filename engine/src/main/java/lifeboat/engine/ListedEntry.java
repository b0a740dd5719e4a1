package lifeboat.engine;

import java.time.Instant;
import java.util.Optional;

/** One entry of a snapshot. */
public record ListedEntry(
        String type,
        String mode,
        long uid,
        long gid,
        long sizeBytes,
        Instant modified,
        String path,
        Optional<String> linkTarget) {}
