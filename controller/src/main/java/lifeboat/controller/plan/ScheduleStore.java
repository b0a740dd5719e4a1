package lifeboat.controller.plan;

import java.time.Instant;
import java.util.Optional;

/** Remembers how far each schedule has been carried out. Thread-safe; writes are durable. */
public interface ScheduleStore {

    /**
     * How far a schedule has been carried out.
     *
     * @param cron the schedule that this is said of, as {@link Cron#toString} writes it
     * @param until every time up to here, itself included, is done with
     */
    record Mark(String cron, Instant until) {}

    Optional<Mark> find(PlanName plan, ScheduledWork work);

    void put(PlanName plan, ScheduledWork work, Mark mark);
}
