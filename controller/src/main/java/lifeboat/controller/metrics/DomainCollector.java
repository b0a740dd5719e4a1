package lifeboat.controller.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import lifeboat.controller.fleet.Role;

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
        families.info("lifeboat_build", "The controller that answers.")
                .add(Labels.of("version", state.version()));
        plans(families, state.plans());
        backups(families, state.plans());
        repositories(families, state.repositories());
        restores(families, state.restores());
        agents(families, state.agents());
        return families.snapshots();
    }

    private static void plans(Families families, List<DomainState.Plan> plans) {
        var info = families.info("lifeboat_plan", "A plan, and where its snapshots lie.");
        var suspended =
                families.gauge("lifeboat_plan_suspended", "Whether backups are switched off.");
        var created =
                families.gauge(
                        "lifeboat_plan_created_timestamp_seconds",
                        "When the plan was first stored.");
        var recoveryPoint =
                families.gauge(
                        "lifeboat_rpo_objective_seconds",
                        "How old the newest good snapshot may become.");
        var recoveryTime =
                families.gauge("lifeboat_rto_objective_seconds", "How long a restore may take.");
        for (DomainState.Plan plan : plans) {
            Labels labels = Labels.of("plan", plan.name());
            info.add(labels.add("repository", plan.repository()).add("format", "restic"));
            suspended.add(labels, plan.suspended());
            created.add(labels, plan.created());
            recoveryPoint.add(labels, plan.recoveryPointObjective().toSeconds());
            recoveryTime.add(labels, plan.recoveryTimeObjective().toSeconds());
        }
    }

    private static void backups(Families families, List<DomainState.Plan> plans) {
        var recoveryPoint =
                families.gauge(
                        "lifeboat_backup_last_recovery_point_timestamp_seconds",
                        "When the data of the newest good snapshot was read; 0: there is none.");
        var success =
                families.gauge(
                        "lifeboat_backup_last_success_timestamp_seconds",
                        "When a backup last ended well; 0: never.");
        var attempt =
                families.gauge(
                        "lifeboat_backup_last_attempt_timestamp_seconds",
                        "When a backup was last asked for; 0: never.");
        var bytes =
                families.gauge(
                        "lifeboat_backup_last_size_bytes",
                        "What a restore of the newest snapshot writes; 0: not known.");
        var files =
                families.gauge(
                        "lifeboat_backup_last_files",
                        "Files of the newest snapshot; 0: not known.");
        var inProgress =
                families.gauge("lifeboat_backup_in_progress", "Whether a host works on a backup.");
        for (DomainState.Plan plan : plans) {
            Labels labels = Labels.of("plan", plan.name());
            DomainState.Backups backups = plan.backups();
            recoveryPoint.add(labels, backups.recoveryPoint());
            success.add(labels, backups.success());
            attempt.add(labels, backups.attempt());
            bytes.add(labels, backups.bytes());
            files.add(labels, backups.files());
            inProgress.add(labels, backups.inProgress());
        }
    }

    private static void repositories(Families families, List<DomainState.Repository> repositories) {
        var reachable =
                families.gauge(
                        "lifeboat_repository_reachable",
                        "Whether the latest listing of the repository succeeded.");
        var synced =
                families.gauge(
                        "lifeboat_repository_catalog_last_sync_timestamp_seconds",
                        "When the repository was last listed in full; 0: never.");
        var locks = families.gauge("lifeboat_repository_locks", "Locks in the repository by then.");
        for (DomainState.Repository repository : repositories) {
            Labels labels = Labels.of("repository", repository.name());
            reachable.add(labels, repository.reachable());
            synced.add(labels, repository.synced());
            locks.add(labels, repository.locks());
        }
    }

    private static void restores(Families families, List<DomainState.Restore> restores) {
        var info = families.info("lifeboat_restore", "A restore that has not ended.");
        var start =
                families.gauge(
                        "lifeboat_restore_start_timestamp_seconds",
                        "When the restore was asked for.");
        var doneBytes = families.gauge("lifeboat_restore_progress_bytes", "Bytes restored so far.");
        var bytes =
                families.gauge(
                        "lifeboat_restore_expected_bytes", "Bytes to restore; 0: not known yet.");
        var doneFiles = families.gauge("lifeboat_restore_progress_files", "Files restored so far.");
        var files =
                families.gauge(
                        "lifeboat_restore_expected_files", "Files to restore; 0: not known yet.");
        var errors = families.gauge("lifeboat_restore_errors", "Problems so far that cost data.");
        var moved =
                families.gauge(
                        "lifeboat_restore_last_progress_timestamp_seconds",
                        "When anything last moved; 0: nothing has yet.");
        var end =
                families.gauge(
                        "lifeboat_restore_eta_timestamp_seconds",
                        "When the restore may be done; 0: can't be told.");
        for (DomainState.Restore restore : restores) {
            Labels labels = Labels.of("restore", restore.id());
            info.add(
                    labels.add("plan", restore.plan())
                            .add("kind", "restore")
                            .add("agent", restore.host()));
            start.add(labels, restore.start());
            doneBytes.add(labels, restore.doneBytes());
            bytes.add(labels, restore.expectedBytes());
            doneFiles.add(labels, restore.doneFiles());
            files.add(labels, restore.expectedFiles());
            errors.add(labels, restore.errors());
            moved.add(labels, restore.moved());
            end.add(labels, restore.expectedEnd());
        }
    }

    /**
     * Slaves come and go, so they are only counted; what is expected to stay has its own series.
     */
    private static void agents(Families families, List<DomainState.Agent> agents) {
        var connectedByRole = families.gauge("lifeboat_agents_connected", "Connected agents.");
        for (Role role : Role.values()) {
            connectedByRole.add(
                    Labels.of("role", name(role)),
                    agents.stream()
                            .filter(agent -> agent.role() == role && agent.connected())
                            .count());
        }
        var info = families.info("lifeboat_agent", "The agent of a master.");
        var connected =
                families.gauge("lifeboat_agent_connected", "Whether the agent is connected.");
        var seen =
                families.gauge(
                        "lifeboat_agent_last_seen_timestamp_seconds",
                        "When the agent was last heard of; 0: never.");
        for (DomainState.Agent agent : agents) {
            if (agent.role() == Role.MASTER) {
                Labels labels = Labels.of("agent", agent.host());
                Labels withRole = labels.add("role", name(agent.role()));
                info.add(withRole.add("version", agent.version()));
                connected.add(withRole, agent.connected());
                seen.add(labels, agent.seen());
            }
        }
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
