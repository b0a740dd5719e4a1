package lifeboat.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import lifeboat.engine.RepositoryException.Kind;

/**
 * What a person types to name one snapshot.
 *
 * <p>The filter counts for ids too, so that a wrong digit never brings back another plan's data.
 *
 * @param reference {@code latest}, an id, or the first digits of one
 */
public record SnapshotQuery(String reference, SnapshotFilter filter) {

    public static final String LATEST = "latest";

    private static final int MOST_LISTED = 10;

    /** Whose snapshot it is: what {@code latest} may not mix up. */
    private record Group(String hostname, List<String> paths) {
        static Group of(Snapshot snapshot) {
            return new Group(snapshot.hostname(), snapshot.paths().stream().sorted().toList());
        }
    }

    /**
     * Finds the snapshot among all those of a repository.
     *
     * @throws RepositoryException {@code SNAPSHOT_NOT_FOUND}; {@code SNAPSHOT_AMBIGUOUS} if several
     *     ids begin so, or for {@code latest} without a filter where snapshots differ in host or
     *     paths. The message lists what there is
     */
    public Snapshot require(Collection<Snapshot> all) {
        if (all.isEmpty()) {
            throw new RepositoryException(
                    Kind.SNAPSHOT_NOT_FOUND,
                    "the repository has no snapshots",
                    "make a backup, or check that the URL is that of the right repository");
        }
        List<Snapshot> matching = all.stream().filter(filter::matches).toList();
        return reference.equals(LATEST) ? latest(all, matching) : withId(all, matching);
    }

    private Snapshot latest(Collection<Snapshot> all, List<Snapshot> matching) {
        if (matching.isEmpty()) {
            throw new RepositoryException(
                    Kind.SNAPSHOT_NOT_FOUND,
                    "no snapshot is of " + filter + "; " + existing(all),
                    "ask for another host, tag or path, or for a snapshot's id");
        }
        Map<Group, List<Snapshot>> groups = matching.stream().collect(groupingBy(Group::of));
        if (filter.isEmpty() && groups.size() > 1) {
            List<Snapshot> newest = groups.values().stream().map(SnapshotQuery::newest).toList();
            throw new RepositoryException(
                    Kind.SNAPSHOT_AMBIGUOUS,
                    "latest could be the newest of "
                            + groups.size()
                            + " groups of snapshots: "
                            + listed(newest),
                    "name a host, a path or a tag, or the snapshot's id");
        }
        return newest(matching);
    }

    private Snapshot withId(Collection<Snapshot> all, List<Snapshot> matching) {
        List<Snapshot> found = matching.stream().filter(this::isMeant).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            throw new RepositoryException(
                    Kind.SNAPSHOT_AMBIGUOUS,
                    found.size()
                            + " snapshots have an id that begins with \""
                            + reference
                            + "\": "
                            + listed(found),
                    "give more digits of the id");
        }
        List<Snapshot> others = all.stream().filter(this::isMeant).toList();
        throw others.isEmpty()
                ? new RepositoryException(
                        Kind.SNAPSHOT_NOT_FOUND,
                        "no snapshot has an id that begins with \""
                                + reference
                                + "\"; "
                                + existing(all),
                        "list the snapshots and give the id of one, or latest")
                : new RepositoryException(
                        Kind.SNAPSHOT_NOT_FOUND,
                        "no snapshot of "
                                + filter
                                + " has an id that begins with \""
                                + reference
                                + "\", but there is "
                                + listed(others),
                        "if it is the right one, leave out the host, tag or path");
    }

    private boolean isMeant(Snapshot snapshot) {
        return !reference.isEmpty() && snapshot.id().hex().startsWith(reference);
    }

    private static Snapshot newest(Collection<Snapshot> some) {
        return some.stream().max(Snapshot.BY_TIME).orElseThrow();
    }

    private static String existing(Collection<Snapshot> all) {
        return all.size() == 1
                ? "the only one is " + line(newest(all))
                : "there are " + all.size() + ", the newest is " + line(newest(all));
    }

    /** Newest first. */
    private static String listed(Collection<Snapshot> some) {
        String list =
                some.stream()
                        .sorted(Snapshot.BY_TIME.reversed())
                        .limit(MOST_LISTED)
                        .map(SnapshotQuery::line)
                        .collect(joining("; "));
        return some.size() > MOST_LISTED
                ? list + "; and " + (some.size() - MOST_LISTED) + " more"
                : list;
    }

    private static String line(Snapshot snapshot) {
        String line =
                "%s of %s, host %s, %s"
                        .formatted(
                                snapshot.id().shortHex(),
                                snapshot.time(),
                                snapshot.hostname(),
                                String.join(" ", snapshot.paths()));
        // Anybody may have written the names: no escape sequence of theirs reaches a terminal.
        return line.chars()
                .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
                .collect(joining());
    }
}
