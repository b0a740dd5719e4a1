package lifeboat.controller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.Role;

/**
 * What one scrape shows. Immutable. All names are of closed sets that operators chose, but for the
 * ids of restores, which vanish with the restore.
 *
 * @param version of the controller
 */
public record DomainState(
        String version,
        List<Plan> plans,
        List<Repository> repositories,
        List<Restore> restores,
        List<Agent> agents) {

    public DomainState {
        plans = List.copyOf(plans);
        repositories = List.copyOf(repositories);
        restores = List.copyOf(restores);
        agents = List.copyOf(agents);
    }

    /**
     * A plan.
     *
     * @param created when it was first stored
     */
    public record Plan(
            String name,
            String repository,
            boolean suspended,
            Instant created,
            Duration recoveryPointObjective,
            Duration recoveryTimeObjective,
            Backups backups) {}

    /**
     * The backups of a plan.
     *
     * @param recoveryPoint of the newest good snapshot
     * @param success when a backup last ended well
     * @param attempt when one was last asked for, by whomever
     * @param bytes of the newest snapshot, good or not; 0 if that is not known
     * @param files like {@code bytes}
     * @param inProgress whether a host works on one
     */
    public record Backups(
            Optional<Instant> recoveryPoint,
            Optional<Instant> success,
            Optional<Instant> attempt,
            long bytes,
            long files,
            boolean inProgress) {}

    /**
     * A repository of some plan.
     *
     * @param synced when it was last listed in full
     * @param locks as of then
     */
    public record Repository(String name, boolean reachable, Optional<Instant> synced, int locks) {}

    /**
     * A restore that has not ended.
     *
     * @param expectedBytes 0 while that is unknown
     * @param expectedFiles 0 while that is unknown
     * @param moved when anything last did, by the controller's clock
     * @param expectedEnd empty while that can't be told
     */
    public record Restore(
            String id,
            String plan,
            String host,
            Instant start,
            long doneBytes,
            long expectedBytes,
            long doneFiles,
            long expectedFiles,
            long errors,
            Optional<Instant> moved,
            Optional<Instant> expectedEnd) {}

    /**
     * The agent of a host.
     *
     * @param seen when it was last heard of
     * @param version empty until it was
     */
    public record Agent(
            String host, Role role, boolean connected, Optional<Instant> seen, String version) {}
}
