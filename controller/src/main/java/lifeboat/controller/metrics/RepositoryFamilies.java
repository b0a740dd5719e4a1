package lifeboat.controller.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.catalog.RepositoryView.Listing;
import lifeboat.controller.metrics.DomainState.Repository;

/** What was last seen in each repository. */
final class RepositoryFamilies {

    private RepositoryFamilies() {}

    static void add(Families families, List<Repository> repositories) {
        families.of(repositories, one -> Labels.of("repository", one.name().value()))
                .info(
                        "lifeboat_repository",
                        "A repository of some plan.",
                        _ -> Labels.of("format", "restic"))
                .flag(
                        "lifeboat_repository_reachable",
                        "Whether the latest listing of the repository succeeded.",
                        it -> it.view().filter(RepositoryView::isReachable).isPresent())
                .time(
                        "lifeboat_repository_catalog_last_sync_timestamp_seconds",
                        "When the repository was last listed in full; 0: never.",
                        it -> listing(it).map(Listing::seen))
                .gauge(
                        "lifeboat_repository_packs",
                        "Packs, the objects with data, by then.",
                        it -> number(it, Listing::packs))
                .gauge(
                        "lifeboat_repository_pack_bytes",
                        "The size of all packs by then.",
                        it -> number(it, Listing::packBytes))
                .gauge(
                        "lifeboat_repository_unreadable_snapshots",
                        "Snapshots by then that could not be read.",
                        it -> number(it, Listing::unreadableSnapshots))
                .gauge(
                        "lifeboat_repository_locks",
                        "Locks in the repository by then.",
                        it -> number(it, Listing::locks))
                .time(
                        "lifeboat_repository_oldest_lock_timestamp_seconds",
                        "When the oldest of them was made; 0: there is none.",
                        it -> listing(it).flatMap(Listing::oldestLock));
    }

    private static Optional<Listing> listing(Repository repository) {
        return repository.view().flatMap(RepositoryView::listing);
    }

    private static long number(Repository repository, ToLongFunction<Listing> number) {
        return listing(repository).map(number::applyAsLong).orElse(0L);
    }
}
