package lifeboat.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import lifeboat.engine.CheckReport;
import lifeboat.engine.CheckRequest;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.key.KeyFile;
import lifeboat.engine.restic.snapshot.SnapshotFile;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.StoreException;

/** One check: keys, snapshots, indexes, packs, content, trees, in this order. */
public final class RepositoryCheck {

    private static final KeyPrefix KEYS = new KeyPrefix("keys/");
    private static final int MAX_KEY_BYTES = 1 << 20;

    private final ResticRepository repository;
    private final CheckRequest request;
    private final Progress progress;
    private volatile boolean indexDamaged;

    private RepositoryCheck(ResticRepository repository, CheckRequest request, Progress progress) {
        this.repository = repository;
        this.request = request;
        this.progress = progress;
    }

    /**
     * Checks a repository; what it finds are problems of {@code progress}.
     *
     * @param random chooses the packs that are read, if not all are
     */
    public static CheckReport run(
            ResticRepository repository,
            CheckRequest request,
            RandomGenerator random,
            Progress progress)
            throws InterruptedException {
        return new RepositoryCheck(repository, request, progress).run(random);
    }

    private CheckReport run(RandomGenerator random) throws InterruptedException {
        progress.enter(Phase.SCAN);
        checkKeys();
        // Snapshots before indexes: what is saved meanwhile has its index before its snapshot.
        List<Snapshot> snapshots = snapshots();
        BlobIndex index = index();
        Packs packs = Packs.list(repository, index);
        Damages damages = new Damages(index, packs);
        packs.compare(damages, progress);
        progress.enter(Phase.VERIFY);
        List<Integer> chosen = packs.choose(request.dataShare(), random);
        new PackReading(repository, index, packs, damages, progress).read(chosen);
        TreeCheck trees = new TreeCheck(repository, index, damages, progress);
        trees.check(snapshots);
        damages.report(progress);
        trees.reportSnapshots(snapshots);
        return new CheckReport(
                snapshots.size(),
                packs.count(),
                chosen.size(),
                trees.count(),
                index.size(),
                indexDamaged || packs.hasOrphans() && trees.lacksIndex(),
                progress.errors(),
                progress.warnings());
    }

    private void checkKeys() throws InterruptedException {
        List<ObjectInfo> keys = new ArrayList<>();
        repository.store().list(KEYS, keys::add);
        for (ObjectInfo key : keys) {
            String path = key.key().path();
            String name = path.substring(KEYS.path().length());
            if (ObjectId.isHex(name)) {
                checkKey(key, ObjectId.parse(name));
            }
        }
    }

    private void checkKey(ObjectInfo key, ObjectId id) throws InterruptedException {
        try {
            byte[] json = repository.store().readAll(key.key(), MAX_KEY_BYTES);
            KeyFile.parse(id, json);
            if (!ObjectId.hash(json).equals(id)) {
                error("KEY_DAMAGED", key.key().path(), "the SHA-256 of this key is not its name");
            }
        } catch (RepositoryException
                | StoreException.Missing
                | StoreException.Unreadable
                | StoreException.TooLarge e) {
            error("KEY_DAMAGED", key.key().path(), e.getMessage());
        }
    }

    private List<Snapshot> snapshots() throws InterruptedException {
        List<Snapshot> snapshots = new ArrayList<>();
        repository.readAll(
                FileKind.SNAPSHOT,
                SnapshotFile::decode,
                (id, file) -> snapshots.add(file.toSnapshot(id)),
                problem -> error("SNAPSHOT_DAMAGED", problem.path(), problem.message()));
        snapshots.sort(Snapshot.BY_TIME.reversed());
        return snapshots;
    }

    private BlobIndex index() throws InterruptedException {
        BlobIndex index = new BlobIndex();
        PackOrigins origins = new PackOrigins(progress);
        repository.readAll(
                FileKind.INDEX,
                IndexFile::parse,
                (id, file) -> {
                    index.add(file);
                    origins.add(id, file);
                },
                problem -> {
                    indexDamaged = true;
                    error(
                            "INDEX_DAMAGED",
                            problem.path(),
                            problem.message() + "; what only it names is lost to restores");
                });
        return index;
    }

    private void error(String code, String path, String message) {
        progress.report(new Problem(Severity.ERROR, code, path, message));
    }
}
