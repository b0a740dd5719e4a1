package lifeboat.controller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.PlanHealth;
import lifeboat.controller.catalog.PlanOutlook;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationHistory;
import lifeboat.controller.operation.OperationKind;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.Phase;
import lifeboat.controller.operation.Transfers;
import lifeboat.controller.plan.Cron;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.ScheduledWork;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.store.Database;

/** What the running controller knows. */
public final class LiveSource implements MetricsSource {

    /**
     * What plans say, and what there is in their repositories.
     *
     * @param loaded whether every repository was seen or tried once
     */
    public record Protected(
            Plans plans,
            Schedules schedules,
            Catalog catalog,
            PlanOutlook outlook,
            BooleanSupplier loaded) {}

    /**
     * The hosts.
     *
     * @param sightings the newest, stored or not
     */
    public record Fleet(
            HostStore hosts,
            Predicate<HostName> connected,
            Function<Host, Optional<Sighting>> sightings) {}

    /** What is done, and what was. */
    public record Operations(
            OperationRunner runner, OperationHistory history, Transfers transfers) {}

    /** The controller itself. */
    public record Own(
            String version,
            Supplier<Optional<Instant>> kitExported,
            Supplier<List<Database.Pool>> pools) {}

    private final Protected guarded;
    private final Fleet fleet;
    private final Operations operations;
    private final Own own;

    public LiveSource(Protected guarded, Fleet fleet, Operations operations, Own own) {
        this.guarded = guarded;
        this.fleet = fleet;
        this.operations = operations;
        this.own = own;
    }

    @Override
    public boolean isLoaded() {
        return guarded.loaded().getAsBoolean();
    }

    @Override
    public DomainState read() {
        List<StoredPlan> plans = guarded.plans().all();
        List<Host> hosts = fleet.hosts().all();
        List<Operation> unfinished = operations.runner().unfinished();
        return new DomainState(
                new DomainState.Own(own.version(), own.kitExported().get(), own.pools().get()),
                plans.stream().map(plan -> plan(plan, unfinished)).toList(),
                plans.stream()
                        .map(plan -> plan.plan().repository())
                        .distinct()
                        .map(
                                repository ->
                                        new DomainState.Repository(
                                                repository.name(),
                                                guarded.catalog().view(repository)))
                        .toList(),
                unfinished,
                unfinished.stream()
                        .filter(operation -> operation.kind() == OperationKind.RESTORE)
                        .map(operation -> restore(operation, hosts))
                        .toList(),
                hosts.stream()
                        .map(
                                host ->
                                        new DomainState.Agent(
                                                host,
                                                fleet.connected().test(host.name()),
                                                fleet.sightings().apply(host)))
                        .toList());
    }

    private DomainState.Plan plan(StoredPlan stored, List<Operation> unfinished) {
        RecoveryPlan plan = stored.plan();
        PlanHealth health = guarded.outlook().health(plan);
        return new DomainState.Plan(
                stored,
                health,
                guarded.outlook().recoveryTime(plan, health),
                new DomainState.Schedule(
                        guarded.schedules().next(plan, ScheduledWork.BACKUP, stored.applied()),
                        plan.schedule().backup().map(Cron::longestGap)),
                work(plan, OperationKind.BACKUP, unfinished),
                work(plan, OperationKind.RESTORE, unfinished));
    }

    private DomainState.Work work(
            RecoveryPlan plan, OperationKind kind, List<Operation> unfinished) {
        return new DomainState.Work(
                operations.history().of(plan.name(), kind),
                unfinished.stream()
                        .filter(operation -> operation.kind() == kind)
                        .filter(operation -> operation.work().plan().equals(plan.name()))
                        .filter(operation -> operation.phase() != Phase.QUEUED)
                        .findFirst(),
                operations.transfers().bytes(plan.name(), kind));
    }

    private DomainState.Restore restore(Operation operation, List<Host> hosts) {
        return new DomainState.Restore(
                operation,
                hosts.stream()
                        .filter(host -> host.name().equals(operation.work().host()))
                        .findFirst()
                        .flatMap(fleet.sightings())
                        .map(Sighting::clockOffset)
                        .orElse(Duration.ZERO));
    }
}
