package lifeboat.controller.store;

import java.time.Instant;
import java.util.Optional;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.ScheduleStore;
import lifeboat.controller.plan.ScheduledWork;

/** Marks of schedules in the database. */
public final class SqliteScheduleStore implements ScheduleStore {

    private final Database database;

    public SqliteScheduleStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Mark> find(PlanName plan, ScheduledWork work) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "SELECT cron, until_millis FROM schedule_marks"
                                                + " WHERE plan = :plan AND work = :work")
                                .bind("plan", plan.value())
                                .bind("work", work.name())
                                .map(
                                        (row, _) ->
                                                new Mark(
                                                        row.getString("cron"),
                                                        Instant.ofEpochMilli(
                                                                row.getLong("until_millis"))))
                                .findOne());
    }

    @Override
    public void put(PlanName plan, ScheduledWork work, Mark mark) {
        database.note(
                handle ->
                        handle.createUpdate(
                                        "INSERT INTO schedule_marks (plan, work, cron,"
                                                + " until_millis) VALUES (:plan, :work, :cron,"
                                                + " :until) ON CONFLICT (plan, work) DO UPDATE SET"
                                                + " cron = excluded.cron,"
                                                + " until_millis = excluded.until_millis")
                                .bind("plan", plan.value())
                                .bind("work", work.name())
                                .bind("cron", mark.cron())
                                .bind("until", mark.until().toEpochMilli())
                                .execute());
    }
}
