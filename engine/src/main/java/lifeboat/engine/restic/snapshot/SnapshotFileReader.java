package lifeboat.engine.restic.snapshot;

import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.json.JsonReader;
import lifeboat.engine.restic.json.Timestamp;

/** Gathers the keys of one snapshot file. */
final class SnapshotFileReader {

    private final JsonReader in;

    private Timestamp time = Timestamp.ZERO;
    private Optional<ObjectId> parent = Optional.empty();
    private Optional<ObjectId> tree = Optional.empty();
    private List<String> paths = List.of();
    private String hostname = "";
    private String username = "";
    private long uid;
    private long gid;
    private List<String> excludes = List.of();
    private List<String> tags = List.of();
    private Optional<ObjectId> original = Optional.empty();
    private String programVersion = "";
    private Optional<SnapshotFile.Summary> summary = Optional.empty();

    SnapshotFileReader(JsonReader in) {
        this.in = in;
    }

    SnapshotFile read() {
        in.object(this::field);
        return new SnapshotFile(
                time,
                parent,
                tree.orElseThrow(() -> in.damaged("names no tree")),
                paths,
                new SnapshotFile.Origin(hostname, username, uid, gid),
                excludes,
                tags,
                original,
                programVersion,
                summary);
    }

    private void field(String key) {
        switch (key) {
            case "time" -> time = in.timestamp();
            case "parent" -> parent = in.optionalId();
            case "tree" -> tree = in.optionalId();
            case "paths" -> paths = in.strings();
            case "hostname" -> hostname = in.string();
            case "username" -> username = in.string();
            case "uid" -> uid = in.uint32();
            case "gid" -> gid = in.uint32();
            case "excludes" -> excludes = in.strings();
            case "tags" -> tags = in.strings();
            case "original" -> original = in.optionalId();
            case "program_version" -> programVersion = in.string();
            case "summary" -> {
                if (!in.isNull()) {
                    summary = Optional.of(new SummaryReader().read());
                }
            }
            default -> in.skip();
        }
    }

    /** Gathers the keys of the summary, each of which may be absent. */
    private final class SummaryReader {
        private Timestamp start = Timestamp.ZERO;
        private Timestamp end = Timestamp.ZERO;
        private long filesNew;
        private long filesChanged;
        private long filesUnmodified;
        private long directoriesNew;
        private long directoriesChanged;
        private long directoriesUnmodified;
        private long dataBlobs;
        private long treeBlobs;
        private long addedBytes;
        private long addedPackedBytes;
        private long totalFiles;
        private long totalBytes;

        SnapshotFile.Summary read() {
            in.object(this::summaryField);
            return new SnapshotFile.Summary(
                    start,
                    end,
                    new Snapshot.Counts(
                            new Snapshot.Changes(filesNew, filesChanged, filesUnmodified),
                            new Snapshot.Changes(
                                    directoriesNew, directoriesChanged, directoriesUnmodified),
                            dataBlobs,
                            treeBlobs,
                            addedBytes,
                            addedPackedBytes,
                            totalFiles,
                            totalBytes));
        }

        private void summaryField(String key) {
            switch (key) {
                case "backup_start" -> start = in.timestamp();
                case "backup_end" -> end = in.timestamp();
                case "files_new" -> filesNew = in.count();
                case "files_changed" -> filesChanged = in.count();
                case "files_unmodified" -> filesUnmodified = in.count();
                case "dirs_new" -> directoriesNew = in.count();
                case "dirs_changed" -> directoriesChanged = in.count();
                case "dirs_unmodified" -> directoriesUnmodified = in.count();
                case "data_blobs" -> dataBlobs = in.count();
                case "tree_blobs" -> treeBlobs = in.count();
                case "data_added" -> addedBytes = in.count();
                case "data_added_packed" -> addedPackedBytes = in.count();
                case "total_files_processed" -> totalFiles = in.count();
                case "total_bytes_processed" -> totalBytes = in.count();
                default -> in.skip();
            }
        }
    }
}
