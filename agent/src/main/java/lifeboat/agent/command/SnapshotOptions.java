package lifeboat.agent.command;

import java.util.LinkedHashSet;
import java.util.Set;
import lifeboat.engine.SnapshotFilter;
import picocli.CommandLine.Option;

/** Whose snapshots are meant. */
final class SnapshotOptions {

    /** What a snapshot is named by. */
    static final String REFERENCE =
            "The snapshot's id, the first digits of it, or latest. If there are several hosts or"
                    + " paths, say with --host or --tag whose latest.";

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Only snapshots of this host; repeat it for several.")
    private Set<String> hosts = new LinkedHashSet<>();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Only snapshots that have this tag; repeated, those that have all.")
    private Set<String> tags = new LinkedHashSet<>();

    SnapshotFilter filter(Set<String> paths) {
        return new SnapshotFilter(hosts, tags, paths);
    }
}
