package lifeboat.controller.metrics;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.KnownSnapshot;
import lifeboat.controller.catalog.MemoryCatalogStore;
import lifeboat.controller.catalog.PlanOutlook;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.fleet.Admission;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostIdentity;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.MemoryHostStore;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.AgentEvent;
import lifeboat.controller.operation.Fence;
import lifeboat.controller.operation.MemoryOperationJournal;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationHistory;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.Progress;
import lifeboat.controller.operation.Session;
import lifeboat.controller.operation.SettableClock;
import lifeboat.controller.operation.StepRef;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.Transfers;
import lifeboat.controller.operation.Work;
import lifeboat.controller.plan.MemoryPlanStore;
import lifeboat.controller.plan.MemoryScheduleStore;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.PlanTexts;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.store.Database;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;

/** A controller's knowledge in memory, and a host that says what a test wants. */
final class Scene {

    private static final PlanRepository MAIN =
            new PlanRepository(new RepositoryName("main"), "/srv/repository", Optional.empty());

    final SettableClock clock = new SettableClock(NOON);
    final AtomicBoolean loaded = new AtomicBoolean(true);
    final Plans plans = new Plans(new MemoryPlanStore(), clock);
    final Schedules schedules = new Schedules(new MemoryScheduleStore());
    final OperationRunner operations;
    private final MemoryHostStore hosts = new MemoryHostStore();
    private final Set<HostName> connected = new HashSet<>();
    private final MemoryCatalogStore seen = new MemoryCatalogStore();
    private final OperationHistory history;
    private final Transfers transfers;

    Scene() {
        MemoryOperationJournal journal = new MemoryOperationJournal();
        operations = new OperationRunner(journal, (_, _) -> {}, clock, new Random(1));
        history = OperationHistory.follow(journal, operations);
        transfers = Transfers.follow(operations);
    }

    /** Stores a plan of the repository {@code main}, with more lines than the fewest. */
    Scene plan(String name, String... lines) {
        plans.apply(PlanTexts.smallest(name) + String.join("\n", lines) + "\n", "ann");
        schedules.due(plans.all().stream().map(StoredPlan::plan).toList(), clock.instant());
        return this;
    }

    Scene host(String name, Role role, boolean isConnected) {
        HostName host = new HostName(name);
        hosts.put(
                new Host(
                        host,
                        role,
                        new HostIdentity(
                                new InstanceId(name),
                                new CertificateSerial("4a"),
                                NOON.plus(Duration.ofDays(90)),
                                false),
                        new Admission(NOON, "token t1"),
                        isConnected
                                ? Optional.of(
                                        new Sighting(NOON, "1.2.3", Duration.ofSeconds(2), ""))
                                : Optional.empty()));
        if (isConnected) {
            connected.add(host);
            operations.handle(new Session(host, 1), new AgentEvent.Hello(List.of(), Fence.NONE));
        }
        return this;
    }

    /** Lists the repository: one snapshot of {@code plan} of each of these sizes, an hour apart. */
    Scene snapshots(String plan, long... sizes) {
        List<KnownSnapshot> snapshots = new ArrayList<>();
        for (long bytes : sizes) {
            Instant time = NOON.minus(Duration.ofHours(sizes.length - snapshots.size()));
            snapshots.add(
                    new KnownSnapshot(
                            ObjectId.parse("%064x".formatted(snapshots.size())),
                            Optional.of(new PlanName(plan)),
                            time,
                            "ci",
                            List.of("/home"),
                            List.of("plan=" + plan),
                            "restic",
                            OptionalLong.of(12),
                            OptionalLong.of(bytes)));
        }
        RepositoryView.Listing listing =
                new RepositoryView.Listing(
                        NOON, "ab", snapshots, 1, 7, 7000, 2, Optional.of(NOON.minusSeconds(60)));
        seen.put(new RepositoryView(MAIN, Optional.of(listing), Optional.empty(), NOON));
        return this;
    }

    Scene unreachable() {
        seen.put(
                new RepositoryView(
                        MAIN,
                        Optional.empty(),
                        Optional.of(new RepositoryView.Failure("STORE_UNAVAILABLE", "gone", "")),
                        NOON));
        return this;
    }

    Operation start(Work work) {
        return operations.start(work, "ann", "");
    }

    void progress(Operation operation, Progress progress) {
        say(new AgentEvent.Accepted(step(operation), 1));
        say(new AgentEvent.Progressed(step(operation), 1, progress));
    }

    void end(Operation operation, TaskOutcome outcome) {
        say(new AgentEvent.Accepted(step(operation), 1));
        say(new AgentEvent.Ended(step(operation), 1, outcome));
    }

    private void say(AgentEvent event) {
        operations.handle(new Session(HOST, 1), event);
    }

    private static StepRef step(Operation operation) {
        return new StepRef(operation.id(), operation.kind().name().toLowerCase(Locale.ROOT));
    }

    LiveSource source() {
        Catalog catalog =
                new Catalog(
                        _ -> {
                            throw new AssertionError("a scrape asks no repository");
                        },
                        _ -> Optional.empty(),
                        seen,
                        new Platform(clock, () -> 0, _ -> {}));
        return new LiveSource(
                new LiveSource.Protected(
                        plans,
                        schedules,
                        catalog,
                        new PlanOutlook(catalog, history, clock),
                        loaded::get),
                new LiveSource.Fleet(hosts, connected::contains, Host::sighting),
                new LiveSource.Operations(operations, history, transfers),
                new LiveSource.Own(
                        "1.2.3",
                        Optional::empty,
                        () -> List.of(new Database.Pool("writer", 1, 0, 2))));
    }
}
