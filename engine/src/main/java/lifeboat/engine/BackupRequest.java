package lifeboat.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to save.
 *
 * @param paths absolute directories or files, at least one
 * @param excludes restic's patterns
 * @param profile the kind of service that the first path is the home of; its rules are applied and
 *     the snapshot gets the tag {@code profile=NAME}
 * @param tags the snapshot's tags
 * @param host the snapshot's host name
 */
public record BackupRequest(
        List<Path> paths,
        List<String> excludes,
        Optional<String> profile,
        List<String> tags,
        String host) {

    /** Begins the tag of a snapshot that names its profile. */
    public static final String PROFILE_TAG = "profile=";

    /**
     * Begins a tag that names the operation that a snapshot is the result of: there is one at most.
     * A backup that finds it there ends with it, and makes no second.
     */
    public static final String OPERATION_TAG = "operation=";

    public BackupRequest {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
        tags = List.copyOf(tags);
        if (paths.isEmpty() || !paths.stream().allMatch(Path::isAbsolute)) {
            throw new IllegalArgumentException("not absolute paths: " + paths);
        }
    }

    /** The tag that names the operation, if there is one. */
    public Optional<String> operationTag() {
        return tags.stream().filter(tag -> tag.startsWith(OPERATION_TAG)).findFirst();
    }
}
