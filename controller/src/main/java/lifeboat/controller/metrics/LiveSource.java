package lifeboat.controller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.CatalogWatch;
import lifeboat.controller.catalog.KnownSnapshot;
import lifeboat.controller.catalog.PlanHealth;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationKind;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.OperationState;
import lifeboat.controller.operation.Outcome;
import lifeboat.controller.operation.Phase;
import lifeboat.controller.operation.Progress;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.StoredPlan;

/** What the running controller knows. */
public final class LiveSource implements MetricsSource {

    /** How far back the last backup of a plan is looked for, among all that it went through. */
    private static final int RECENT = 200;

    /** What plans say, and what there is in their repositories. */
    public record Protected(Plans plans, Catalog catalog, CatalogWatch watch) {}

    /**
     * The hosts.
     *
     * @param sightings the newest, stored or not
     */
    public record Fleet(
            HostStore hosts,
            Predicate<HostName> connected,
            Function<Host, Optional<Sighting>> sightings) {}

    private final Protected guarded;
    private final Fleet fleet;
    private final OperationRunner operations;
    private final String version;

    /**
     * @param version of the controller
     */
    public LiveSource(Protected guarded, Fleet fleet, OperationRunner operations, String version) {
        this.guarded = guarded;
        this.fleet = fleet;
        this.operations = operations;
        this.version = version;
    }

    @Override
    public boolean isLoaded() {
        return guarded.watch().isLoaded();
    }

    @Override
    public DomainState read() {
        List<StoredPlan> plans = guarded.plans().all();
        List<Host> hosts = fleet.hosts().all();
        List<Operation> unfinished = operations.unfinished();
        return new DomainState(
                version,
                plans.stream().map(plan -> plan(plan, unfinished)).toList(),
                plans.stream()
                        .map(plan -> plan.plan().repository())
                        .distinct()
                        .map(this::repository)
                        .toList(),
                unfinished.stream()
                        .filter(operation -> operation.kind() == OperationKind.RESTORE)
                        .map(operation -> restore(operation, hosts))
                        .toList(),
                hosts.stream().map(this::agent).toList());
    }

    private DomainState.Plan plan(StoredPlan stored, List<Operation> unfinished) {
        RecoveryPlan plan = stored.plan();
        return new DomainState.Plan(
                plan.name().value(),
                plan.repository().name().value(),
                plan.suspended(),
                stored.created(),
                plan.objectives().recoveryPoint(),
                plan.objectives().recoveryTime(),
                backups(plan, unfinished));
    }

    private DomainState.Backups backups(RecoveryPlan plan, List<Operation> unfinished) {
        List<KnownSnapshot> snapshots =
                guarded.catalog()
                        .view(plan.repository())
                        .map(view -> view.snapshotsOf(plan.name()))
                        .orElseGet(List::of);
        Optional<KnownSnapshot> newest =
                snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.getLast());
        List<Operation> backups =
                operations.newest(plan.name(), RECENT).stream()
                        .filter(operation -> operation.kind() == OperationKind.BACKUP)
                        .toList();
        return new DomainState.Backups(
                PlanHealth.latestGood(snapshots).map(KnownSnapshot::recoveryPoint),
                backups.stream()
                        .filter(LiveSource::hasSucceeded)
                        .findFirst()
                        .flatMap(Operation::ended),
                backups.stream().findFirst().map(operation -> operation.request().time()),
                newest.map(KnownSnapshot::bytes).orElseGet(OptionalLong::empty).orElse(0),
                newest.map(KnownSnapshot::files).orElseGet(OptionalLong::empty).orElse(0),
                unfinished.stream()
                        .filter(operation -> operation.kind() == OperationKind.BACKUP)
                        .filter(operation -> operation.work().plan().equals(plan.name()))
                        .anyMatch(operation -> operation.phase() != Phase.QUEUED));
    }

    private static boolean hasSucceeded(Operation operation) {
        return operation
                .done()
                .map(OperationState.Done::outcome)
                .filter(
                        outcome ->
                                outcome == Outcome.SUCCEEDED
                                        || outcome == Outcome.SUCCEEDED_WITH_WARNINGS)
                .isPresent();
    }

    private DomainState.Repository repository(PlanRepository repository) {
        Optional<RepositoryView> view = guarded.catalog().view(repository);
        Optional<RepositoryView.Listing> listing = view.flatMap(RepositoryView::listing);
        return new DomainState.Repository(
                repository.name().value(),
                view.map(RepositoryView::isReachable).orElse(false),
                listing.map(RepositoryView.Listing::seen),
                listing.map(RepositoryView.Listing::locks).orElse(0));
    }

    private DomainState.Restore restore(Operation operation, List<Host> hosts) {
        HostName host = operation.work().host();
        Progress progress = operation.pace().progress();
        Duration ahead =
                hosts.stream()
                        .filter(each -> each.name().equals(host))
                        .findFirst()
                        .flatMap(fleet.sightings())
                        .map(Sighting::clockOffset)
                        .orElse(Duration.ZERO);
        return new DomainState.Restore(
                operation.id().value(),
                operation.work().plan().value(),
                host.value(),
                operation.request().time(),
                progress.doneBytes(),
                progress.expectedBytes(),
                progress.doneFiles(),
                progress.expectedFiles(),
                progress.errors(),
                Optional.of(progress.lastProgress())
                        .filter(time -> !time.equals(Instant.EPOCH))
                        .map(time -> time.minus(ahead)),
                operation.pace().expectedEnd());
    }

    private DomainState.Agent agent(Host host) {
        Optional<Sighting> sighting = fleet.sightings().apply(host);
        return new DomainState.Agent(
                host.name().value(),
                host.role(),
                fleet.connected().test(host.name()),
                sighting.map(Sighting::at),
                sighting.map(Sighting::agentVersion).orElse(""));
    }
}
