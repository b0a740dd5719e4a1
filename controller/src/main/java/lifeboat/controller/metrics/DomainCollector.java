package lifeboat.controller.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationKind;
import lifeboat.controller.operation.Phase;
import lifeboat.controller.store.Database;

/**
 * What the controller knows of plans, repositories, restores and agents, as Prometheus wants it:
 * timestamps and never ages, 0 for what never was, and each plan's series from its first moment on.
 */
final class DomainCollector implements MultiCollector {

    private final MetricsSource source;

    DomainCollector(MetricsSource source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        DomainState state = source.read();
        Families families = new Families();
        own(families, state.own());
        operations(families, state.unfinished());
        PlanFamilies.add(families, state.plans());
        RepositoryFamilies.add(families, state.repositories());
        RestoreFamilies.add(families, state.restores());
        AgentFamilies.add(families, state.agents());
        return families.snapshots();
    }

    private static void own(Families families, DomainState.Own own) {
        families.of(List.of(own), _ -> Labels.EMPTY)
                .info(
                        "lifeboat_build",
                        "The controller that answers.",
                        it -> Labels.of("version", it.version()))
                .time(
                        "lifeboat_kit_last_export_timestamp_seconds",
                        "When a recovery kit was last exported; 0: never.",
                        DomainState.Own::kitExported);
        families.of(own.pools(), pool -> Labels.of("pool", pool.name()))
                .gauge(
                        "lifeboat_database_active_connections",
                        "Connections to the database that are in use.",
                        Database.Pool::active)
                .gauge(
                        "lifeboat_database_idle_connections",
                        "Connections to the database that nobody uses.",
                        Database.Pool::idle)
                .gauge(
                        "lifeboat_database_waiting_threads",
                        "Threads that wait for a connection to the database.",
                        Database.Pool::waiting);
    }

    private record Place(OperationKind kind, Phase phase) {}

    private static void operations(Families families, List<Operation> unfinished) {
        List<Place> places = new ArrayList<>();
        for (OperationKind kind : OperationKind.values()) {
            for (Phase phase : Phase.values()) {
                if (phase != Phase.DONE) {
                    places.add(new Place(kind, phase));
                }
            }
        }
        families.of(
                        places,
                        place ->
                                Labels.of("kind", word(place.kind()), "phase", word(place.phase())))
                .gauge(
                        "lifeboat_operations",
                        "Operations that have not ended.",
                        place ->
                                unfinished.stream()
                                        .filter(one -> one.kind() == place.kind())
                                        .filter(one -> one.phase() == place.phase())
                                        .count());
    }

    /** How a constant is called in a label. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
