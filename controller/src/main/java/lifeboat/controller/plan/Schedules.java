package lifeboat.controller.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Says which scheduled work is due. Keeps no time of its own and starts nothing; what it remembers
 * lies in its store, so that a restart neither misses nor repeats a run.
 *
 * <p>Times that went by unseen, as while the controller was down, are made up for by one run. A
 * schedule that is new or was changed counts from when it was first seen; the times of a suspended
 * plan pass.
 */
public final class Schedules {

    private final ScheduleStore store;

    public Schedules(ScheduleStore store) {
        this.store = store;
    }

    /**
     * Work that should begin now.
     *
     * @param since when it was first due: long before {@code at} if times went by unseen
     * @param at when it was found to be due
     */
    public record Due(PlanName plan, ScheduledWork work, Instant since, Instant at) {}

    /**
     * Returns what is due, in the order of the plans. It stays due until {@link #started} says
     * otherwise.
     */
    public List<Due> due(Collection<RecoveryPlan> plans, Instant now) {
        List<Due> due = new ArrayList<>();
        for (RecoveryPlan plan : plans) {
            for (ScheduledWork work : ScheduledWork.values()) {
                plan.schedule()
                        .of(work)
                        .flatMap(cron -> due(plan, work, cron, now))
                        .ifPresent(due::add);
            }
        }
        return due;
    }

    /**
     * Remembers that work was begun: call it only once the operation is stored. If the controller
     * dies in between, the work is due again, and the operation that runs already is found.
     *
     * @param plan as it was given to {@link #due}
     */
    public void started(RecoveryPlan plan, Due due) {
        plan.schedule().of(due.work()).ifPresent(cron -> mark(plan, due.work(), cron, due.at()));
    }

    /**
     * When work is due next: a time that has passed if it should have begun and has not. Empty if
     * the plan is suspended or has no such schedule.
     *
     * @param applied when the plan was: from then a schedule counts that {@link #due} has not seen
     */
    public Optional<Instant> next(RecoveryPlan plan, ScheduledWork work, Instant applied) {
        if (plan.suspended()) {
            return Optional.empty();
        }
        return plan.schedule()
                .of(work)
                .map(
                        cron ->
                                cron.after(
                                        markOf(plan, work, cron)
                                                .map(ScheduleStore.Mark::until)
                                                .orElse(applied)));
    }

    private Optional<Due> due(RecoveryPlan plan, ScheduledWork work, Cron cron, Instant now) {
        Optional<ScheduleStore.Mark> mark = markOf(plan, work, cron);
        if (mark.isEmpty()) {
            mark(plan, work, cron, now);
            return Optional.empty();
        }
        Instant since = cron.after(mark.get().until());
        if (since.isAfter(now)) {
            return Optional.empty();
        }
        if (plan.suspended()) {
            mark(plan, work, cron, now);
            return Optional.empty();
        }
        return Optional.of(new Due(plan.name(), work, since, now));
    }

    private Optional<ScheduleStore.Mark> markOf(RecoveryPlan plan, ScheduledWork work, Cron cron) {
        return store.find(plan.name(), work).filter(mark -> mark.cron().equals(cron.toString()));
    }

    private void mark(RecoveryPlan plan, ScheduledWork work, Cron cron, Instant until) {
        store.put(plan.name(), work, new ScheduleStore.Mark(cron.toString(), until));
    }
}
