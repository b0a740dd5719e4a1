package lifeboat.controller.plan;

/** What a plan's schedule may begin. */
public enum ScheduledWork {
    BACKUP,
    CHECK
}
