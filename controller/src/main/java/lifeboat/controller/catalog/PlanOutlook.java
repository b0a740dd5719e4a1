package lifeboat.controller.catalog;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import lifeboat.controller.operation.Failure;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationHistory;
import lifeboat.controller.operation.OperationKind;
import lifeboat.controller.operation.OperationState;
import lifeboat.controller.operation.Outcome;
import lifeboat.controller.operation.Runs;
import lifeboat.controller.operation.TaskReport;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.RecoveryPlan;

/**
 * What a plan could be restored from and how long that would take: what lies in its repository,
 * with what became of its operations. Thread-safe; asks no repository.
 */
public final class PlanOutlook {

    private final Catalog catalog;
    private final OperationHistory history;
    private final Clock clock;

    public PlanOutlook(Catalog catalog, OperationHistory history, Clock clock) {
        this.catalog = catalog;
        this.history = history;
        this.clock = clock;
    }

    /** Judges a plan by what is known now. */
    public PlanHealth health(RecoveryPlan plan) {
        return PlanHealth.of(
                plan, catalog.view(plan.repository()), heldBecause(plan.name()), clock.instant());
    }

    /** A backup that was refused was found to be unsafe: that is for a person to look at. */
    private Optional<String> heldBecause(PlanName plan) {
        return history.of(plan, OperationKind.BACKUP)
                .last()
                .filter(PlanOutlook::wasRefused)
                .flatMap(Operation::trouble)
                .map(Failure::message);
    }

    private static boolean wasRefused(Operation operation) {
        return operation
                .done()
                .map(OperationState.Done::outcome)
                .filter(Outcome.REFUSED::equals)
                .isPresent();
    }

    private Optional<Forecast> forecast(PlanName plan) {
        return history.of(plan, OperationKind.RESTORE).lastWhole().flatMap(PlanOutlook::measured);
    }

    private static Optional<Forecast> measured(Operation operation) {
        return operation
                .completed()
                .map(completed -> completed.report())
                .filter(TaskReport.RestoreReport.class::isInstance)
                .map(TaskReport.RestoreReport.class::cast)
                .map(
                        report ->
                                new Forecast(
                                        report.files(), report.bytes(), Runs.duration(operation)));
    }

    /** How long a restore of what {@code health} calls good would take; empty if nobody knows. */
    public Optional<Duration> recoveryTime(RecoveryPlan plan, PlanHealth health) {
        return health.latestGood()
                .flatMap(
                        good ->
                                forecast(plan.name())
                                        .flatMap(measured -> measured.recoveryTime(good)));
    }
}
