package lifeboat.controller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.catalog.PlanHealth;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.Runs;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.store.Database;

/**
 * What one scrape shows. Immutable.
 *
 * @param unfinished all operations that have not ended, the oldest first
 */
public record DomainState(
        Own own,
        List<Plan> plans,
        List<Repository> repositories,
        List<Operation> unfinished,
        List<Restore> restores,
        List<Agent> agents) {

    public DomainState {
        plans = List.copyOf(plans);
        repositories = List.copyOf(repositories);
        unfinished = List.copyOf(unfinished);
        restores = List.copyOf(restores);
        agents = List.copyOf(agents);
    }

    /**
     * The controller itself.
     *
     * @param kitExported when that was last done
     */
    public record Own(String version, Optional<Instant> kitExported, List<Database.Pool> pools) {

        public Own {
            pools = List.copyOf(pools);
        }
    }

    /**
     * A plan.
     *
     * @param forecast how long a restore of its newest good snapshot would take
     */
    public record Plan(
            StoredPlan stored,
            PlanHealth health,
            Optional<Duration> forecast,
            Schedule schedule,
            Work backups,
            Work restores) {

        RecoveryPlan plan() {
            return stored.plan();
        }
    }

    /**
     * When backups begin by themselves.
     *
     * @param longestGap between two of them
     */
    public record Schedule(Optional<Instant> next, Optional<Duration> longestGap) {}

    /**
     * The operations of one kind of a plan.
     *
     * @param atWork what a host does now
     * @param transferredBytes to or from the repository since the controller started
     */
    public record Work(Runs runs, Optional<Operation> atWork, long transferredBytes) {}

    /** A repository of some plan. */
    public record Repository(RepositoryName name, Optional<RepositoryView> view) {}

    /**
     * A restore that has not ended.
     *
     * @param ahead how far the clock of its host is ahead of the controller's
     */
    public record Restore(Operation operation, Duration ahead) {}

    /**
     * The agent of a host.
     *
     * @param sighting when and how it was last heard of
     */
    public record Agent(Host host, boolean connected, Optional<Sighting> sighting) {}
}
