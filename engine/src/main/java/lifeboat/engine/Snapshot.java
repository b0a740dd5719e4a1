package lifeboat.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One restorable point in time: a tree, with when, where and by whom it was saved.
 *
 * <p>What the writer said of itself (hostname, tags, summary) is not proven by anything.
 *
 * @param id names the snapshot; not derived from the other fields
 * @param time the recovery point: when the backup began to read
 * @param tree the root directory, whose entries lead to {@code paths}
 * @param paths what was saved, absolute; in the writer's order
 * @param hostname empty if not recorded, as are {@code username} and {@code programVersion}
 * @param programVersion such as {@code restic 0.19.1}
 * @param parent the snapshot against which changes were found
 * @param summary not recorded by restic before 0.17
 */
public record Snapshot(
        ObjectId id,
        Instant time,
        ObjectId tree,
        List<String> paths,
        String hostname,
        String username,
        List<String> tags,
        String programVersion,
        Optional<ObjectId> parent,
        Optional<Summary> summary) {

    /** Older before newer; snapshots of one instant in the order of their ids. */
    public static final Comparator<Snapshot> BY_TIME =
            Comparator.comparing(Snapshot::time).thenComparing(Snapshot::id);

    public Snapshot {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /** What the backup did, and how long it took. */
    public record Summary(Instant backupStart, Instant backupEnd, Counts counts) {}

    /**
     * What a backup found and stored; 0 where a writer left a field out.
     *
     * @param dataBlobs pieces of files that were new to the repository
     * @param treeBlobs directories that were
     * @param addedBytes size of these, as they are
     * @param addedPackedBytes size of these, compressed and encrypted
     * @param totalFiles files in the snapshot
     * @param totalBytes size of these
     */
    public record Counts(
            Changes files,
            Changes directories,
            long dataBlobs,
            long treeBlobs,
            long addedBytes,
            long addedPackedBytes,
            long totalFiles,
            long totalBytes) {}

    /** Entries against the parent; without a parent all are {@code added}. */
    public record Changes(long added, long changed, long unmodified) {}
}
