package lifeboat.controller.wire;

import java.time.Clock;
import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.Work;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.RecoveryPlan;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.security.Deed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts what is due by the plans' schedules. */
final class ScheduledStarts {

    private static final String WHO = "schedule";
    private static final double CHECKED_SHARE = 0;
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledStarts.class);

    private final Plans plans;
    private final Schedules schedules;
    private final WorkOrders orders;
    private final OperationRunner operations;
    private final Audit audit;
    private final Clock clock;

    ScheduledStarts(
            Plans plans,
            Schedules schedules,
            WorkOrders orders,
            OperationRunner operations,
            Audit audit,
            Clock clock) {
        this.plans = plans;
        this.schedules = schedules;
        this.orders = orders;
        this.operations = operations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Looks once; a plan that fails keeps no other from its turn. */
    void startDue() {
        List<RecoveryPlan> all = plans.all().stream().map(StoredPlan::plan).toList();
        for (Schedules.Due due : schedules.due(all, clock.instant())) {
            RecoveryPlan plan =
                    all.stream()
                            .filter(one -> one.name().equals(due.plan()))
                            .findFirst()
                            .orElseThrow();
            try {
                start(plan, due);
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("plan", plan.name())
                        .setCause(e)
                        .log("scheduled work can't be started");
            }
        }
    }

    private void start(RecoveryPlan plan, Schedules.Due due) {
        String reason = "due since " + due.since();
        try {
            Work work =
                    switch (due.work()) {
                        case BACKUP -> orders.backup(plan);
                        case CHECK -> orders.check(plan, CHECKED_SHARE);
                    };
            Operation started = operations.start(work, WHO, reason);
            audit.done(deed(due, "operation " + started.id(), reason));
        } catch (ControllerException e) { // until somebody acts it would be the same each time
            audit.refused(deed(due, "plan " + plan.name(), reason), e);
        }
        schedules.started(plan, due);
    }

    private static Deed deed(Schedules.Due due, String subject, String reason) {
        String action =
                switch (due.work()) {
                    case BACKUP -> "backup run";
                    case CHECK -> "repository check";
                };
        return new Deed(WHO, action, subject, reason);
    }
}
