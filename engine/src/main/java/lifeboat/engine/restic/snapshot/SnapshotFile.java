package lifeboat.engine.restic.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.json.JsonReader;
import lifeboat.engine.restic.json.JsonWriter;
import lifeboat.engine.restic.json.Timestamp;

/**
 * What a snapshot file says, with all that restic keeps in it.
 *
 * @param paths absolute, at least one
 * @param excludes the patterns of what was left out, as typed
 * @param original the first version of a snapshot that was changed since
 * @param programVersion the writer; empty before restic 0.15
 * @param summary empty before restic 0.17
 */
public record SnapshotFile(
        Timestamp time,
        Optional<ObjectId> parent,
        ObjectId tree,
        List<String> paths,
        Origin origin,
        List<String> excludes,
        List<String> tags,
        Optional<ObjectId> original,
        String programVersion,
        Optional<Summary> summary) {

    /** Who made it, where; ids have 32 bits without a sign. */
    public record Origin(String hostname, String username, long uid, long gid) {}

    /** What the backup did; times that a writer left out are {@link Timestamp#ZERO}. */
    public record Summary(Timestamp backupStart, Timestamp backupEnd, Snapshot.Counts counts) {}

    public SnapshotFile {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
        tags = List.copyOf(tags);
    }

    /**
     * Reads a snapshot file; unknown keys are ignored.
     *
     * @param id the snapshot's, for messages
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} or {@code REPOSITORY_HOSTILE}
     */
    public static SnapshotFile decode(ObjectId id, byte[] json) {
        return JsonReader.read(
                "snapshot", id, json, 0, json.length, in -> new SnapshotFileReader(in).read());
    }

    /** The bytes that restic would write: one line, no newline at its end. */
    public byte[] encode() {
        JsonWriter out = new JsonWriter().raw("{");
        out.key("time").timestamp(time);
        parent.ifPresent(id -> out.key("parent").id(id));
        out.key("tree").id(tree);
        out.key("paths").strings(paths);
        out.textUnlessEmpty("hostname", origin.hostname());
        out.textUnlessEmpty("username", origin.username());
        out.unsignedUnlessZero("uid", origin.uid());
        out.unsignedUnlessZero("gid", origin.gid());
        if (!excludes.isEmpty()) {
            out.key("excludes").strings(excludes);
        }
        if (!tags.isEmpty()) {
            out.key("tags").strings(tags);
        }
        original.ifPresent(id -> out.key("original").id(id));
        out.textUnlessEmpty("program_version", programVersion);
        summary.ifPresent(s -> write(s, out.key("summary")));
        return out.raw("}").toBytes();
    }

    /** The engine's view of it. */
    public Snapshot toSnapshot(ObjectId id) {
        return new Snapshot(
                id,
                time.toInstant(),
                tree,
                paths,
                origin.hostname(),
                origin.username(),
                tags,
                programVersion,
                parent,
                summary.map(
                        s ->
                                new Snapshot.Summary(
                                        orTime(s.backupStart()),
                                        orTime(s.backupEnd()),
                                        s.counts())));
    }

    private Instant orTime(Timestamp known) {
        return known.equals(Timestamp.ZERO) ? time.toInstant() : known.toInstant();
    }

    private static void write(Summary summary, JsonWriter out) {
        Snapshot.Counts counts = summary.counts();
        out.raw("{");
        out.key("backup_start").timestamp(summary.backupStart());
        out.key("backup_end").timestamp(summary.backupEnd());
        out.key("files_new").unsigned(counts.files().added());
        out.key("files_changed").unsigned(counts.files().changed());
        out.key("files_unmodified").unsigned(counts.files().unmodified());
        out.key("dirs_new").unsigned(counts.directories().added());
        out.key("dirs_changed").unsigned(counts.directories().changed());
        out.key("dirs_unmodified").unsigned(counts.directories().unmodified());
        out.key("data_blobs").unsigned(counts.dataBlobs());
        out.key("tree_blobs").unsigned(counts.treeBlobs());
        out.key("data_added").unsigned(counts.addedBytes());
        out.key("data_added_packed").unsigned(counts.addedPackedBytes());
        out.key("total_files_processed").unsigned(counts.totalFiles());
        out.key("total_bytes_processed").unsigned(counts.totalBytes());
        out.raw("}");
    }
}
