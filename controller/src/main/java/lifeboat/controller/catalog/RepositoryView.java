package lifeboat.controller.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanRepository;

/**
 * What was last seen in a repository. Immutable.
 *
 * @param repository as the plans named it then
 * @param listing what was seen when it was last listed in full, however long ago
 * @param failure why the last try saw nothing; empty if it did
 * @param tried when that was
 */
public record RepositoryView(
        PlanRepository repository,
        Optional<Listing> listing,
        Optional<Failure> failure,
        Instant tried) {

    /**
     * All of a repository at one time.
     *
     * @param configId 64 hexadecimal digits
     * @param snapshots oldest first
     * @param unreadableSnapshots snapshots that are there and can't be read
     * @param packs objects with data
     * @param packBytes their size
     * @param oldestLock by the store's clock
     */
    public record Listing(
            Instant seen,
            String configId,
            List<KnownSnapshot> snapshots,
            int unreadableSnapshots,
            long packs,
            long packBytes,
            int locks,
            Optional<Instant> oldestLock) {

        public Listing {
            snapshots = List.copyOf(snapshots);
        }
    }

    /**
     * Why a repository could not be listed.
     *
     * @param code stable, such as {@code STORE_UNAVAILABLE}
     */
    public record Failure(String code, String message, String next) {}

    public boolean isReachable() {
        return failure.isEmpty();
    }

    /** All snapshots that were last seen, oldest first. */
    public List<KnownSnapshot> snapshots() {
        return listing.map(Listing::snapshots).orElseGet(List::of);
    }

    /** Those of a plan, oldest first. */
    public List<KnownSnapshot> snapshotsOf(PlanName plan) {
        return snapshots().stream()
                .filter(snapshot -> snapshot.plan().filter(plan::equals).isPresent())
                .toList();
    }

    RepositoryView failed(Failure why, Instant at) {
        return new RepositoryView(repository, listing, Optional.of(why), at);
    }
}
