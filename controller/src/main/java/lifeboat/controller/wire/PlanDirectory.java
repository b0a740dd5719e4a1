package lifeboat.controller.wire;

import java.util.List;
import lifeboat.controller.catalog.PlanHealth;
import lifeboat.controller.catalog.PlanOutlook;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.ScheduledWork;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.proto.control.v1.Freshness;
import lifeboat.proto.control.v1.Plan;

/** Plans with what is known of them elsewhere. Thread-safe. */
final class PlanDirectory {

    private final Plans plans;
    private final PlanOutlook outlook;
    private final Schedules schedules;

    PlanDirectory(Plans plans, PlanOutlook outlook, Schedules schedules) {
        this.plans = plans;
        this.outlook = outlook;
        this.schedules = schedules;
    }

    /** By name. */
    List<Plan> all() {
        return plans.all().stream().map(this::message).toList();
    }

    Plan message(StoredPlan stored) {
        RecoveryPlan plan = stored.plan();
        PlanHealth health = outlook.health(plan);
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
                        });
        outlook.recoveryTime(plan, health)
                .map(ProtoTime::of)
                .ifPresent(message::setRecoveryTimeForecast);
        schedules
                .next(plan, ScheduledWork.BACKUP, stored.applied())
                .map(ProtoTime::of)
                .ifPresent(message::setNextBackup);
        return message.build();
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
