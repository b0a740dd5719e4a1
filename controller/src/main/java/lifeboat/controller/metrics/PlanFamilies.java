package lifeboat.controller.metrics;

import static lifeboat.controller.metrics.DomainCollector.word;

import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import lifeboat.controller.catalog.Freshness;
import lifeboat.controller.catalog.KnownSnapshot;
import lifeboat.controller.metrics.DomainState.Plan;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.Runs;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.TaskReport;

/** What there is of each plan, from the moment that it is stored until it is deleted. */
final class PlanFamilies {

    private static final double MILLIS_PER_SECOND = 1000;

    private PlanFamilies() {}

    static void add(Families families, List<Plan> plans) {
        Series<Plan> ofPlan =
                families.of(plans, plan -> Labels.of("plan", plan.plan().name().value()));
        promises(ofPlan);
        snapshots(ofPlan);
        backups(ofPlan);
        backupAtWork(ofPlan);
        restores(
                families.of(
                        plans,
                        plan -> Labels.of("plan", plan.plan().name().value(), "kind", "restore")));
    }

    private static void promises(Series<Plan> plans) {
        plans.info(
                        "lifeboat_plan",
                        "A plan, and where its snapshots lie.",
                        it ->
                                Labels.of(
                                        "repository",
                                        it.plan().repository().name().value(),
                                        "format",
                                        "restic"))
                .time(
                        "lifeboat_plan_created_timestamp_seconds",
                        "When the plan was first stored.",
                        it -> Optional.of(it.stored().created()))
                .flag(
                        "lifeboat_plan_suspended",
                        "Whether backups are switched off.",
                        it -> it.plan().suspended())
                .gauges(
                        "lifeboat_plan_state",
                        "How fresh the plan is: 1 for the one state that holds.",
                        "state",
                        PlanFamilies::states)
                .seconds(
                        "lifeboat_rpo_objective_seconds",
                        "How old the newest good snapshot may become.",
                        it -> Optional.of(it.plan().objectives().recoveryPoint()))
                .seconds(
                        "lifeboat_rto_objective_seconds",
                        "How long a restore may take.",
                        it -> Optional.of(it.plan().objectives().recoveryTime()))
                .seconds(
                        "lifeboat_rto_forecast_seconds",
                        "How long a restore of the newest good snapshot would take, by the last"
                                + " whole restore; 0: can't be told.",
                        Plan::forecast)
                .seconds(
                        "lifeboat_backup_expected_interval_seconds",
                        "The longest time between two scheduled backups; 0: none is scheduled.",
                        it -> it.schedule().longestGap())
                .time(
                        "lifeboat_backup_next_run_timestamp_seconds",
                        "When the next backup begins by itself; 0: none is scheduled.",
                        it -> it.schedule().next());
    }

    private static Map<String, Boolean> states(Plan plan) {
        Map<String, Boolean> states = new TreeMap<>();
        for (Freshness freshness : Freshness.values()) {
            states.put(word(freshness), plan.health().freshness() == freshness);
        }
        return states;
    }

    /** As they lie in the repository. */
    private static void snapshots(Series<Plan> plans) {
        plans.time(
                        "lifeboat_backup_last_recovery_point_timestamp_seconds",
                        "When the data of the newest good snapshot was read; 0: there is none.",
                        it -> it.health().latestGood().map(KnownSnapshot::recoveryPoint))
                .gauge(
                        "lifeboat_backup_last_size_bytes",
                        "What a restore of the newest snapshot writes; 0: not known.",
                        it -> ofNewest(it, KnownSnapshot::bytes))
                .gauge(
                        "lifeboat_backup_last_files",
                        "Files of the newest snapshot; 0: not known.",
                        it -> ofNewest(it, KnownSnapshot::files))
                .gauge(
                        "lifeboat_backup_retained",
                        "Snapshots of the plan, good or not.",
                        it -> it.health().snapshots().size())
                .time(
                        "lifeboat_backup_oldest_timestamp_seconds",
                        "When the data of the oldest snapshot was read; 0: there is none.",
                        it ->
                                it.health().snapshots().stream()
                                        .findFirst()
                                        .map(KnownSnapshot::recoveryPoint));
    }

    private static long ofNewest(Plan plan, Function<KnownSnapshot, OptionalLong> size) {
        List<KnownSnapshot> snapshots = plan.health().snapshots();
        return snapshots.isEmpty() ? 0 : size.apply(snapshots.getLast()).orElse(0);
    }

    /** As operations tell. */
    private static void backups(Series<Plan> plans) {
        plans.time(
                        "lifeboat_backup_last_success_timestamp_seconds",
                        "When a backup last ended well; 0: never.",
                        it -> it.backups().runs().lastSuccess().flatMap(Operation::ended))
                .time(
                        "lifeboat_backup_last_attempt_timestamp_seconds",
                        "When a backup was last asked for; 0: never.",
                        it -> it.backups().runs().requested())
                .flag(
                        "lifeboat_backup_last_attempt_success",
                        "Whether the backup that ended last ended well; 0 too if there was none.",
                        it -> it.backups().runs().lastSucceeded())
                .gauge(
                        "lifeboat_backup_consecutive_failures",
                        "Backups that failed or were refused since the last that ended well.",
                        it -> it.backups().runs().failuresInARow())
                .seconds(
                        "lifeboat_backup_last_duration_seconds",
                        "How long the last backup took that ended well, waiting included.",
                        it -> it.backups().runs().lastSuccess().map(Runs::duration))
                .gauge(
                        "lifeboat_backup_last_added_bytes",
                        "What the last backup that ended well added to the repository, as stored.",
                        it ->
                                report(
                                        it.backups().runs().lastSuccess(),
                                        TaskReport.BackupReport.class,
                                        TaskReport.BackupReport::addedBytes))
                .gauge(
                        "lifeboat_backup_last_errors",
                        "Problems of the backup that ended last that cost data.",
                        it ->
                                it.backups()
                                        .runs()
                                        .last()
                                        .flatMap(Operation::completed)
                                        .map(TaskOutcome.Completed::errors)
                                        .orElse(0L))
                .counters(
                        "lifeboat_backup_runs",
                        "Backups that have ended, by how.",
                        "outcome",
                        it -> outcomes(it.backups().runs()))
                .counters(
                        "lifeboat_backup_failures",
                        "Backups that failed or were refused, by why.",
                        "code",
                        it -> it.backups().runs().failures())
                .histogram(
                        "lifeboat_backup_duration_seconds",
                        "How long backups took that ended well, waiting included.",
                        it -> it.backups().runs().durations())
                .counter(
                        "lifeboat_backup_uploaded_bytes",
                        "What backups sent to the repository since the controller started.",
                        it -> it.backups().transferredBytes());
    }

    private static void backupAtWork(Series<Plan> plans) {
        plans.flag(
                        "lifeboat_backup_in_progress",
                        "Whether a host works on a backup.",
                        it -> it.backups().atWork().isPresent())
                .time(
                        "lifeboat_backup_run_start_timestamp_seconds",
                        "When the backup that is at work was asked for; 0: none is.",
                        it -> it.backups().atWork().map(one -> one.request().time()))
                .gauge(
                        "lifeboat_backup_progress_bytes",
                        "Bytes that the backup at work has dealt with.",
                        it -> atWork(it, one -> one.pace().progress().doneBytes()))
                .gauge(
                        "lifeboat_backup_expected_bytes",
                        "Bytes that the backup at work will deal with; 0: not known yet.",
                        it -> atWork(it, one -> one.pace().progress().expectedBytes()));
    }

    private static long atWork(Plan plan, ToLongFunction<Operation> value) {
        return plan.backups().atWork().map(value::applyAsLong).orElse(0L);
    }

    private static void restores(Series<Plan> plans) {
        plans.time(
                        "lifeboat_restore_last_success_timestamp_seconds",
                        "When a restore last ended well; 0: never.",
                        it -> it.restores().runs().lastSuccess().flatMap(Operation::ended))
                .flag(
                        "lifeboat_restore_last_attempt_success",
                        "Whether the restore that ended last ended well; 0 too if there was none.",
                        it -> it.restores().runs().lastSucceeded())
                .seconds(
                        "lifeboat_restore_last_duration_seconds",
                        "How long the last restore took that ended well, waiting included.",
                        it -> it.restores().runs().lastSuccess().map(Runs::duration))
                .gauge(
                        "lifeboat_restore_last_throughput_bytes_per_second",
                        "Bytes of the last restore that ended well, by its duration; what was in"
                                + " place already counts.",
                        PlanFamilies::lastThroughput)
                .counters(
                        "lifeboat_restore_runs",
                        "Restores that have ended, by how.",
                        "outcome",
                        it -> outcomes(it.restores().runs()))
                .counters(
                        "lifeboat_restore_failures",
                        "Restores that failed or were refused, by why.",
                        "code",
                        it -> it.restores().runs().failures())
                .histogram(
                        "lifeboat_restore_duration_seconds",
                        "How long restores took that ended well, waiting included.",
                        it -> it.restores().runs().durations())
                .counter(
                        "lifeboat_restore_downloaded_bytes",
                        "What restores read from the repository since the controller started.",
                        it -> it.restores().transferredBytes());
    }

    private static double lastThroughput(Plan plan) {
        Optional<Operation> last = plan.restores().runs().lastSuccess();
        double millis = last.map(Runs::duration).map(Duration::toMillis).orElse(0L);
        long bytes = report(last, TaskReport.RestoreReport.class, TaskReport.RestoreReport::bytes);
        return millis == 0 ? 0 : bytes * MILLIS_PER_SECOND / millis;
    }

    private static Map<String, Long> outcomes(Runs runs) {
        Map<String, Long> outcomes = new TreeMap<>();
        runs.ended().forEach((outcome, count) -> outcomes.put(word(outcome), count));
        return outcomes;
    }

    private static <R extends TaskReport> long report(
            Optional<Operation> operation, Class<R> type, ToLongFunction<R> number) {
        return operation
                .flatMap(Operation::completed)
                .map(TaskOutcome.Completed::report)
                .filter(type::isInstance)
                .map(type::cast)
                .map(number::applyAsLong)
                .orElse(0L);
    }
}
