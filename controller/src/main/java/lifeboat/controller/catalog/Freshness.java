package lifeboat.controller.catalog;

/** How recent the newest good snapshot of a plan is. */
public enum Freshness {
    /** Within the objective. */
    FRESH,
    /** Older than the objective. */
    LATE,
    /** There is none. */
    MISSING,
    /** The newest snapshot is much smaller than the last good one. */
    SUSPECT,
    /** The repository can't be listed. */
    UNKNOWN,
    /** Backups wait for a person. */
    HELD,
    /** Backups are switched off. */
    SUSPENDED
}
