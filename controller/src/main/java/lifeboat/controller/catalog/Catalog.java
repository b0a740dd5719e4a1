package lifeboat.controller.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import lifeboat.controller.catalog.RepositoryView.Failure;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.EngineException;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is really in the repositories, as they were last listed; never what a writer claimed. Asking
 * is quick and waits for nobody; {@link #refresh} goes to the store. Thread-safe.
 */
public final class Catalog {

    /** A listing that takes longer counts as a repository that does not answer. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(Catalog.class);

    /** A repository's reader, and whose turn it is. */
    private static final class Place {
        private final ReentrantLock turn = new ReentrantLock();
        private Optional<RepositoryReader> reader = Optional.empty(); // guarded by turn
        private Optional<PlanRepository> opened = Optional.empty(); // guarded by turn
        private volatile OptionalLong busySince = OptionalLong.empty(); // of the nano ticker
    }

    private final Stores stores;
    private final Secrets secrets;
    private final CatalogStore kept;
    private final Platform platform;
    private final Map<RepositoryName, Place> places = new ConcurrentHashMap<>();
    private final Map<RepositoryName, RepositoryView> views = new ConcurrentSkipListMap<>();

    /** Begins with what {@code kept} holds from before. */
    public Catalog(Stores stores, Secrets secrets, CatalogStore kept, Platform platform) {
        this.stores = stores;
        this.secrets = secrets;
        this.kept = kept;
        this.platform = platform;
        kept.all().forEach(view -> views.put(view.repository().name(), view));
    }

    /** By name. */
    public List<RepositoryView> views() {
        return views.values().stream().map(this::current).toList();
    }

    /** Empty if the repository was never tried, or the name now means another place. */
    public Optional<RepositoryView> view(PlanRepository repository) {
        return Optional.ofNullable(views.get(repository.name()))
                .filter(view -> view.repository().url().equals(repository.url()))
                .map(this::current);
    }

    /**
     * Lists a repository and returns what there is to be said of it; whatever is wrong with it is
     * part of that. Waits for another thread that lists the same one.
     */
    public RepositoryView refresh(PlanRepository repository) throws InterruptedException {
        Place place = placeOf(repository);
        place.turn.lockInterruptibly();
        try {
            place.busySince = OptionalLong.of(platform.nanoTicker().getAsLong());
            RepositoryView view = listed(place, repository);
            views.put(repository.name(), view);
            kept.put(view);
            return view;
        } finally {
            place.busySince = OptionalLong.empty();
            place.turn.unlock();
        }
    }

    /**
     * Removes stale locks.
     *
     * @return how many there were
     * @throws ControllerException {@code PASSWORD_MISSING}
     * @throws EngineException what the repository answered
     */
    public int unlock(PlanRepository repository) throws InterruptedException {
        return with(repository, opened -> opened.unlock(false));
    }

    /** Something to be done with an opened repository. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Repository repository) throws InterruptedException;
    }

    /**
     * Works with a repository that is open already, as a rule. Waits for another thread that does.
     *
     * @throws ControllerException {@code PASSWORD_MISSING}
     * @throws EngineException what the repository answered
     */
    public <T> T with(PlanRepository repository, Work<T> work) throws InterruptedException {
        Place place = placeOf(repository);
        place.turn.lockInterruptibly();
        try {
            return work.run(reader(place, repository).repository());
        } finally {
            place.turn.unlock();
        }
    }

    /** Forgets what is known of a repository that no plan names any more. */
    public void forget(RepositoryName repository) throws InterruptedException {
        Place place = places.remove(repository);
        if (place != null) {
            place.turn.lockInterruptibly();
            try {
                close(place);
            } finally {
                place.turn.unlock();
            }
        }
        views.remove(repository);
        kept.remove(repository);
    }

    private Place placeOf(PlanRepository repository) {
        return places.computeIfAbsent(repository.name(), _ -> new Place());
    }

    private RepositoryView listed(Place place, PlanRepository repository)
            throws InterruptedException {
        Failure failure;
        boolean whole = false;
        try {
            var listing = reader(place, repository).list();
            whole = true;
            return new RepositoryView(
                    repository, Optional.of(listing), Optional.empty(), listing.seen());
        } catch (EngineException e) {
            failure = new Failure(e.code(), e.getMessage(), e.next());
        } catch (ControllerException e) {
            failure = new Failure(e.code(), e.getMessage(), e.next());
        } catch (RuntimeException e) { // a bug, of which only this repository is to suffer
            log.atError()
                    .addKeyValue("repository", repository.name())
                    .setCause(e)
                    .log("listing a repository failed");
            failure = new Failure("INTERNAL", "listing failed: " + e, "look into the log");
        } finally {
            if (!whole) { // opened anew at the next try: the key or the place may have changed
                close(place);
            }
        }
        Instant now = platform.clock().instant();
        return view(repository)
                .orElseGet(
                        () ->
                                new RepositoryView(
                                        repository, Optional.empty(), Optional.empty(), now))
                .failed(failure, now);
    }

    private RepositoryReader reader(Place place, PlanRepository repository)
            throws InterruptedException {
        if (!place.opened.equals(Optional.of(repository))) {
            close(place);
        }
        if (place.reader.isEmpty()) {
            Password password =
                    secrets.passwordOf(repository.name())
                            .orElseThrow(() -> passwordMissing(repository));
            place.reader =
                    Optional.of(RepositoryReader.open(repository, stores, password, platform));
            place.opened = Optional.of(repository);
        }
        return place.reader.get();
    }

    private static ControllerException passwordMissing(PlanRepository repository) {
        return new ControllerException(
                Kind.ACT_FIRST,
                "PASSWORD_MISSING",
                "no password of the repository " + repository.name() + " is stored",
                "apply the plan with its repository's password");
    }

    private static void close(Place place) {
        place.reader.ifPresent(RepositoryReader::close);
        place.reader = Optional.empty();
        place.opened = Optional.empty();
    }

    /** The view, or what must be said of it while a listing hangs. */
    private RepositoryView current(RepositoryView view) {
        Place place = places.get(view.repository().name());
        OptionalLong since = place == null ? OptionalLong.empty() : place.busySince;
        if (since.isEmpty()) {
            return view;
        }
        Duration busy = Duration.ofNanos(platform.nanoTicker().getAsLong() - since.getAsLong());
        return busy.compareTo(SILENCE) > 0
                ? view.failed(silent(busy), platform.clock().instant())
                : view;
    }

    private static Failure silent(Duration busy) {
        return new Failure(
                "STORE_SILENT",
                "it has not answered for " + busy.toMinutes() + " min",
                "check the network and the store");
    }
}
