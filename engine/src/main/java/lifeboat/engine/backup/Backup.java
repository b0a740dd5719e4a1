package lifeboat.engine.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.engine.BackupReport;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.Snapshot;
import lifeboat.engine.SnapshotFilter;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.ThisProcess;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.lock.RepositoryLock;
import lifeboat.engine.restic.snapshot.SnapshotFile;

/** Makes one snapshot. */
public final class Backup {

    /** What snapshots name as their writer. */
    private static final String PROGRAM = "lifeboat 0.1.0";

    private final ResticRepository repository;
    private final BackupRequest request;
    private final PathTree paths;
    private final Progress progress;
    private final Tally tally;
    private final ZoneId zone = ZoneId.systemDefault();
    private final Instant start;
    private Optional<Snapshot> earlier = Optional.empty();
    private Optional<Snapshot> parent = Optional.empty();
    private BlobIndex stored = new BlobIndex();

    private Backup(
            ResticRepository repository, BackupRequest request, PathTree paths, Progress progress) {
        this.repository = repository;
        this.request = request;
        this.paths = paths;
        this.progress = progress;
        tally = new Tally(progress);
        start = repository.platform().clock().instant();
    }

    /**
     * Saves the paths under a shared lock.
     *
     * @throws RepositoryException {@code PATH_NOT_FOUND} if a path does not exist, before anything
     *     is written, or if all of it is left out; {@code REPOSITORY_LOCKED} or {@code LOCK_LOST}
     */
    public static BackupReport run(
            ResticRepository repository, BackupRequest request, Progress progress)
            throws InterruptedException {
        progress.enter(Phase.SCAN);
        PathTree paths = PathTree.of(request.paths());
        Rules rules = new Rules(request);
        Backup backup = new Backup(repository, request, paths, progress);
        try (RepositoryLock lock = RepositoryLock.shared(repository, backup::read).orThrow()) {
            return lock.hold(() -> backup.run(rules));
        }
    }

    /** Reads what there is, of which nothing goes while the lock is held. */
    private void read() throws InterruptedException {
        try (TaskGroup snapshots = TaskGroup.ofVirtualThreads("snapshots")) {
            snapshots.fork(this::readSnapshots);
            stored = repository.loadIndex(progress::report);
            snapshots.join();
        }
    }

    private void readSnapshots() throws InterruptedException {
        List<Snapshot> all = repository.snapshots(progress::report);
        parent = parent(all);
        earlier =
                request.operationTag()
                        .flatMap(
                                tag ->
                                        all.stream()
                                                .filter(snapshot -> snapshot.tags().contains(tag))
                                                .findFirst());
    }

    private BackupReport run(Rules rules) throws InterruptedException {
        if (earlier.isPresent()) {
            return found(earlier.get());
        }
        request.paths().stream().filter(Files::isSymbolicLink).forEach(this::warnOfLink);
        NewIndex index = new NewIndex(repository);
        Walk walk =
                new Walk(
                        repository,
                        rules,
                        paths,
                        stored,
                        new Packs(repository, index, progress),
                        tally,
                        progress);
        progress.enter(Phase.COPY);
        parent.flatMap(Snapshot::summary)
                .map(Snapshot.Summary::counts)
                .ifPresent(before -> progress.expect(before.totalFiles(), before.totalBytes()));
        ObjectId tree = walk.run(parent.map(Snapshot::tree)).orElseThrow(this::nothingSaved);
        progress.enter(Phase.FINISH);
        index.flush();
        return report(writeSnapshot(tree), tally.counts());
    }

    private void warnOfLink(Path path) {
        tally.warn(
                "PATH_IS_LINK",
                path.toString(),
                path + " is a symbolic link: it is saved, and nothing of what it leads to");
    }

    /** As restic does: the newest of the host that has all the paths. */
    private Optional<Snapshot> parent(List<Snapshot> all) {
        SnapshotFilter filter =
                new SnapshotFilter(Set.of(request.host()), Set.of(), new HashSet<>(savedPaths()));
        return all.stream().filter(filter::matches).max(Snapshot.BY_TIME);
    }

    private List<String> savedPaths() {
        return request.paths().stream().map(path -> path.normalize().toString()).toList();
    }

    private Snapshot writeSnapshot(ObjectId tree) throws InterruptedException {
        List<String> tags = new ArrayList<>(request.tags());
        request.profile().map(name -> "profile=" + name).ifPresent(tags::add);
        ThisProcess process = ThisProcess.look();
        SnapshotFile.Summary summary =
                new SnapshotFile.Summary(
                        Timestamp.of(start, zone),
                        Timestamp.of(repository.platform().clock().instant(), zone),
                        tally.counts());
        SnapshotFile file =
                new SnapshotFile(
                        Timestamp.of(start, zone),
                        parent.map(Snapshot::id),
                        tree,
                        savedPaths(),
                        new SnapshotFile.Origin(
                                request.host(), process.username(), process.uid(), process.gid()),
                        request.excludes(),
                        tags,
                        Optional.empty(),
                        PROGRAM,
                        Optional.of(summary));
        return file.toSnapshot(repository.write(FileKind.SNAPSHOT, file.encode()));
    }

    /** The snapshot of an earlier run that was stopped before it could say so. */
    private BackupReport found(Snapshot snapshot) {
        tally.warn(
                "SNAPSHOT_FOUND",
                snapshot.id().hex(),
                "the snapshot was written by an earlier run of the same operation, which was"
                        + " stopped before it could say what it left out");
        return report(
                snapshot,
                snapshot.summary().map(Snapshot.Summary::counts).orElseGet(tally::counts));
    }

    private BackupReport report(Snapshot snapshot, Snapshot.Counts counts) {
        return new BackupReport(
                snapshot,
                parent,
                counts,
                tally.excludedByRule(),
                tally.changedWhileRead(),
                tally.vanished(),
                tally.unreadable(),
                progress.errors(),
                progress.warnings());
    }

    private RepositoryException nothingSaved() {
        return new RepositoryException(
                Kind.PATH_NOT_FOUND,
                "nothing of "
                        + request.paths()
                        + " could be saved: all of it is excluded, gone or"
                        + " unreadable",
                "check the paths, and what the excludes and the profile leave out");
    }
}
