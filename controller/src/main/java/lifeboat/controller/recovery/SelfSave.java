package lifeboat.controller.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.Chore;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.EngineException;
import lifeboat.engine.Platform;
import lifeboat.engine.SideFiles;
import lifeboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the controller's state into every repository that a plan names: soon after a change, and
 * every day. Holds nothing up: what fails is reported, and tried again. Thread-safe.
 *
 * <p>The state is written anew each time, and the backup's credential may not delete, so changes in
 * quick succession are saved together, and an {@link Allowance} bounds how much there comes to be.
 * Where old states can be removed they are.
 */
public final class SelfSave implements Chore {

    static final Duration EVERY = Duration.ofDays(1);
    static final Duration RETRY = Duration.ofMinutes(1);

    /** Changes that go on are saved after this, quiet or not. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SelfSave.class);

    private final ControllerState state;
    private final StateFiles files;
    private final Catalog catalog;
    private final Platform platform;
    private final Map<RepositoryName, Place> places = new ConcurrentHashMap<>();

    public SelfSave(ControllerState state, StateFiles files, Catalog catalog, Platform platform) {
        this.state = state;
        this.files = files;
        this.catalog = catalog;
        this.platform = platform;
    }

    /** A repository; but for the report for one thread at a time. */
    private static final class Place {
        private final Allowance allowance;
        private long savedChanges = -1;
        private long seenChanges = -1;
        private long unsavedSince;
        private long savedAt;
        private long notBefore;
        private boolean mayRemove = true;
        private volatile SaveReport report = SaveReport.NONE;

        Place(long nanos) {
            allowance = new Allowance(nanos);
            savedAt = nanos;
            notBefore = nanos;
        }

        /** Whether to save now. */
        boolean isDue(long changes, long nanos) {
            boolean quiet = changes == seenChanges;
            if (seenChanges == savedChanges) {
                unsavedSince = nanos;
            }
            seenChanges = changes;
            boolean changed =
                    changes != savedChanges
                            && (quiet || nanos - unsavedSince >= PATIENCE.toNanos());
            boolean old = nanos - savedAt >= EVERY.toNanos();
            return (changed || old) && nanos - notBefore >= 0 && allowance.isLeft(nanos);
        }

        void saved(long changes, long nanos, Instant at) {
            allowance.use();
            savedChanges = changes;
            savedAt = nanos;
            report = new SaveReport(Optional.of(at), Optional.empty());
        }
    }

    /** How saving into a repository goes; empty before the first try. */
    public Optional<SaveReport> report(RepositoryName repository) {
        return Optional.ofNullable(places.get(repository)).map(place -> place.report);
    }

    /** Saves into a repository if that is due; to be called every second or so. */
    @Override
    public void tick(PlanRepository repository) throws InterruptedException {
        long nanos = platform.nanoTicker().getAsLong();
        Place place = places.computeIfAbsent(repository.name(), _ -> new Place(nanos));
        long changes = state.changes();
        if (!place.isDue(changes, nanos)) {
            return;
        }
        place.notBefore = nanos + RETRY.toNanos();
        try {
            Instant at = platform.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            catalog.with(
                    repository,
                    opened -> {
                        SideFiles beside = opened.sideFiles();
                        if (files.put(beside, at, state.read())) {
                            place.saved(changes, nanos, at);
                            place.notBefore = nanos;
                            trim(place, beside, at);
                        } // else, after the pause, there is another time to name it by
                        return at;
                    });
        } catch (EngineException e) {
            failed(repository, place, new SaveReport.Failure(e.code(), e.getMessage(), e.next()));
        } catch (ControllerException e) {
            failed(repository, place, new SaveReport.Failure(e.code(), e.getMessage(), e.next()));
        } catch (RuntimeException e) { // a bug, which is to cost nothing but the saved state
            log.atError().setCause(e).log("saving the state failed");
            failed(
                    repository,
                    place,
                    new SaveReport.Failure("INTERNAL", e.toString(), "look into the log"));
        }
    }

    private void trim(Place place, SideFiles beside, Instant at) throws InterruptedException {
        if (!place.mayRemove) {
            return;
        }
        try {
            files.trim(beside, at);
        } catch (StoreException e) {
            place.mayRemove = false; // as the credential of backups should be
            log.atInfo().addKeyValue("code", e.code()).log("old states stay where they are");
        }
    }

    /** Says so once, not with every try. */
    private static void failed(PlanRepository repository, Place place, SaveReport.Failure failure) {
        boolean known =
                place.report.failure().filter(f -> f.code().equals(failure.code())).isPresent();
        place.report = place.report.failed(failure);
        if (!known) {
            log.atWarn()
                    .addKeyValue("repository", repository.name())
                    .addKeyValue("code", failure.code())
                    .addKeyValue("why", failure.message())
                    .log("the state could not be saved");
        }
    }
}
