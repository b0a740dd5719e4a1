package lifeboat.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Selects snapshots by what their writer said of them.
 *
 * @param hostnames one of these; any if empty
 * @param tags all of these
 * @param paths all of these, each exactly as it was saved
 */
public record SnapshotFilter(Set<String> hostnames, Set<String> tags, Set<String> paths) {

    /** Passes every snapshot. */
    public static final SnapshotFilter ALL = new SnapshotFilter(Set.of(), Set.of(), Set.of());

    public SnapshotFilter {
        hostnames = Set.copyOf(hostnames);
        tags = Set.copyOf(tags);
        paths = Set.copyOf(paths);
    }

    public boolean matches(Snapshot snapshot) {
        return (hostnames.isEmpty() || hostnames.contains(snapshot.hostname()))
                && snapshot.tags().containsAll(tags)
                && snapshot.paths().containsAll(paths);
    }

    public boolean isEmpty() {
        return hostnames.isEmpty() && tags.isEmpty() && paths.isEmpty();
    }

    /** For messages, such as {@code host a or b, tag nightly}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!hostnames.isEmpty()) {
            parts.add("host " + joined(" or ", hostnames));
        }
        if (!tags.isEmpty()) {
            parts.add("tag " + joined(" and ", tags));
        }
        if (!paths.isEmpty()) {
            parts.add("path " + joined(" and ", paths));
        }
        return parts.isEmpty() ? "all" : String.join(", ", parts);
    }

    private static String joined(String separator, Set<String> values) {
        return String.join(separator, values.stream().sorted().toList());
    }
}
