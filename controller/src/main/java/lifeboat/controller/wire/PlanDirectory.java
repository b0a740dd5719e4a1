package lifeboat.controller.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.Forecast;
import lifeboat.controller.catalog.PlanHealth;
import lifeboat.controller.operation.Failure;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationKind;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.OperationState;
import lifeboat.controller.operation.Outcome;
import lifeboat.controller.operation.TaskReport;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.ScheduledWork;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.Plan;

/** Plans with what is known of them elsewhere. Thread-safe. */
final class PlanDirectory {

    /** How far back the last backup and the last restore of a plan are looked for. */
    private static final int RECENT = 50;

    private final Plans plans;
    private final Catalog catalog;
    private final Schedules schedules;
    private final OperationRunner operations;
    private final Clock clock;

    PlanDirectory(
            Plans plans,
            Catalog catalog,
            Schedules schedules,
            OperationRunner operations,
            Clock clock) {
        this.plans = plans;
        this.catalog = catalog;
        this.schedules = schedules;
        this.operations = operations;
        this.clock = clock;
    }

    /** By name. */
    List<Plan> all() {
        return plans.all().stream().map(this::message).toList();
    }

    Plan message(StoredPlan stored) {
        RecoveryPlan plan = stored.plan();
        List<Operation> recent = operations.newest(plan.name(), RECENT);
        PlanHealth health = health(plan, recent);
        Plan.Builder message =
                Plan.newBuilder()
                        .setName(plan.name().value())
                        .setYaml(stored.document().yaml())
                        .setVersion(stored.version())
                        .setApplied(ProtoTime.of(stored.applied()))
                        .setAppliedBy(stored.appliedBy())
                        .setHost(plan.host().value())
                        .setRepository(plan.repository().name().value())
                        .setFreshness(freshness(health.freshness()))
                        .setFreshnessReason(health.reason())
                        .setRecoveryPointObjective(ProtoTime.of(plan.objectives().recoveryPoint()))
                        .setRecoveryTimeObjective(ProtoTime.of(plan.objectives().recoveryTime()))
                        .setSnapshots(health.snapshots().size());
        health.latestGood()
                .ifPresent(
                        good -> {
                            message.setRecoveryPoint(ProtoTime.of(good.recoveryPoint()));
                            good.bytes().ifPresent(message::setBytes);
                            good.files().ifPresent(message::setFiles);
                            forecast(recent)
                                    .flatMap(measured -> measured.recoveryTime(good))
                                    .map(ProtoTime::of)
                                    .ifPresent(message::setRecoveryTimeForecast);
                        });
        schedules
                .next(plan, ScheduledWork.BACKUP)
                .map(ProtoTime::of)
                .ifPresent(message::setNextBackup);
        return message.build();
    }

    /** Judges a plan by what is known now. */
    PlanHealth health(RecoveryPlan plan) {
        return health(plan, operations.newest(plan.name(), RECENT));
    }

    private PlanHealth health(RecoveryPlan plan, List<Operation> recent) {
        return PlanHealth.of(
                plan, catalog.view(plan.repository()), heldBecause(recent), clock.instant());
    }

    /** How fast the plan's last restore was; empty if there was none in a while. */
    Optional<Forecast> forecast(PlanName plan) {
        return forecast(operations.newest(plan, RECENT));
    }

    private static Optional<Forecast> forecast(List<Operation> newestFirst) {
        return newestFirst.stream()
                .filter(operation -> operation.kind() == OperationKind.RESTORE)
                .map(PlanDirectory::measured)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Forecast> measured(Operation operation) {
        Optional<Instant> ended = operation.ended();
        return operation
                .completed()
                .filter(completed -> completed.errors() == 0)
                .filter(completed -> completed.report() instanceof TaskReport.RestoreReport)
                .map(completed -> (TaskReport.RestoreReport) completed.report())
                // what was there already says nothing of how long all would take
                .filter(report -> report.keptFiles() == 0)
                .flatMap(
                        report ->
                                ended.map(
                                        end ->
                                                new Forecast(
                                                        report.files(),
                                                        report.bytes(),
                                                        Duration.between(
                                                                operation.request().time(), end))));
    }

    /** A backup that was refused was found to be unsafe: that is for a person to look at. */
    private static Optional<String> heldBecause(List<Operation> newestFirst) {
        return newestFirst.stream()
                .filter(operation -> operation.kind() == OperationKind.BACKUP)
                .filter(Operation::hasEnded)
                .findFirst()
                .filter(
                        last ->
                                last.done()
                                        .map(OperationState.Done::outcome)
                                        .filter(Outcome.REFUSED::equals)
                                        .isPresent())
                .flatMap(Operation::trouble)
                .map(Failure::message);
    }

    private static Freshness freshness(lifeboat.controller.catalog.Freshness freshness) {
        return switch (freshness) {
            case FRESH -> Freshness.FRESHNESS_FRESH;
            case LATE -> Freshness.FRESHNESS_LATE;
            case MISSING -> Freshness.FRESHNESS_MISSING;
            case SUSPECT -> Freshness.FRESHNESS_SUSPECT;
            case UNKNOWN -> Freshness.FRESHNESS_UNKNOWN;
            case HELD -> Freshness.FRESHNESS_HELD;
            case SUSPENDED -> Freshness.FRESHNESS_SUSPENDED;
        };
    }
}
