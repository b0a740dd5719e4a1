package lifeboat.controller.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.Repository;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryInfo;
import lifeboat.engine.Snapshot;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectStore;

/**
 * A repository, kept open between listings: a key is derived from the password only once. For one
 * thread at a time.
 */
final class RepositoryReader implements AutoCloseable {

    static final KeyPrefix SNAPSHOTS = new KeyPrefix("snapshots/");
    private static final KeyPrefix LOCKS = new KeyPrefix("locks/");
    private static final KeyPrefix DATA = new KeyPrefix("data/");
    private static final String PLAN_TAG = "plan=";
    private static final long CACHE_BYTES = 16L << 20;

    /** Snapshots beyond, the oldest, are not known here; they are still in the repository. */
    static final int MAX_SNAPSHOTS = 10_000;

    private final ObjectStore store;
    private final Repository repository;
    private final RepositoryInfo info;
    private final Platform platform;

    private RepositoryReader(
            ObjectStore store, Repository repository, RepositoryInfo info, Platform platform) {
        this.store = store;
        this.repository = repository;
        this.info = info;
        this.platform = platform;
    }

    /**
     * @throws RepositoryException if it can't be opened, or is another than the one that is meant
     */
    static RepositoryReader open(
            PlanRepository target, Stores stores, Password password, Platform platform)
            throws InterruptedException {
        ObjectStore store = new SnapshotCache(stores.open(target.url()), CACHE_BYTES);
        boolean opened = false;
        try {
            Repository repository = Repository.open(store, password, platform);
            RepositoryInfo info = repository.info();
            requireMeant(target, info);
            opened = true;
            return new RepositoryReader(store, repository, info, platform);
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    private static void requireMeant(PlanRepository target, RepositoryInfo info) {
        if (target.configId().filter(id -> !id.equals(info.id())).isPresent()) {
            throw new RepositoryException(
                    RepositoryException.Kind.NOT_A_REPOSITORY,
                    "%s holds the repository %s, and the plan means %s"
                            .formatted(target.url(), info.id(), target.configId().get()),
                    "correct repository.url or repository.configId of the plan");
        }
    }

    RepositoryView.Listing list() throws InterruptedException {
        Instant seen = platform.clock().instant();
        Map<String, Instant> written = new HashMap<>();
        store.list(
                SNAPSHOTS,
                object ->
                        written.put(
                                object.key().path().substring(SNAPSHOTS.path().length()),
                                object.modified()));
        Progress progress = new Progress();
        List<KnownSnapshot> snapshots = new ArrayList<>();
        for (Snapshot snapshot : repository.snapshots(progress)) {
            snapshots.add(known(snapshot, Optional.ofNullable(written.get(snapshot.id().hex()))));
        }
        snapshots.sort(KnownSnapshot.BY_TIME);
        int from = Math.max(0, snapshots.size() - MAX_SNAPSHOTS);
        Tally packs = tally(DATA);
        Tally locks = tally(LOCKS);
        return new RepositoryView.Listing(
                seen,
                info.id(),
                snapshots.subList(from, snapshots.size()),
                (int) progress.errors(),
                packs.objects,
                packs.bytes,
                (int) locks.objects,
                Optional.ofNullable(locks.oldest));
    }

    Repository repository() {
        return repository;
    }

    private static KnownSnapshot known(Snapshot snapshot, Optional<Instant> written) {
        Instant claimed = snapshot.time();
        Optional<Snapshot.Counts> counts = snapshot.summary().map(Snapshot.Summary::counts);
        return new KnownSnapshot(
                snapshot.id(),
                planOf(snapshot.tags()),
                written.filter(claimed::isAfter).orElse(claimed),
                snapshot.hostname(),
                snapshot.paths(),
                snapshot.tags(),
                snapshot.programVersion(),
                counts.map(c -> OptionalLong.of(c.totalFiles())).orElseGet(OptionalLong::empty),
                counts.map(c -> OptionalLong.of(c.totalBytes())).orElseGet(OptionalLong::empty));
    }

    /** A snapshot that says it is of two plans is of none. */
    private static Optional<PlanName> planOf(List<String> tags) {
        List<String> names =
                tags.stream()
                        .filter(tag -> tag.startsWith(PLAN_TAG))
                        .map(tag -> tag.substring(PLAN_TAG.length()))
                        .distinct()
                        .toList();
        return names.size() == 1 && PlanName.isValid(names.getFirst())
                ? Optional.of(new PlanName(names.getFirst()))
                : Optional.empty();
    }

    private Tally tally(KeyPrefix prefix) throws InterruptedException {
        Tally tally = new Tally();
        store.list(
                prefix,
                object -> {
                    tally.objects++;
                    tally.bytes += object.sizeBytes();
                    if (tally.oldest == null || object.modified().isBefore(tally.oldest)) {
                        tally.oldest = object.modified();
                    }
                });
        return tally;
    }

    private static final class Tally {
        private long objects;
        private long bytes;
        private Instant oldest;
    }

    @Override
    public void close() {
        repository.close();
    }
}
