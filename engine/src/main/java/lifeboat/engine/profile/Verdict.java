package lifeboat.engine.profile;

/** What happens to a file, in the order in which a restore brings the tiers back. */
public enum Verdict {
    /** The gate: without it the service starts as another one, or overwrites its own keys. */
    TIER_0,
    /** What the service reads while it boots. */
    TIER_1,
    /** What people ask for first: recent builds, and what links builds to each other. */
    TIER_2,
    /** The rest: most of the bytes, and nothing waits for them. */
    TIER_3,
    /** Saved, since it may be wanted; a restore brings it back only when asked to. */
    NEVER_RESTORED,
    /** Neither saved nor restored, also when a snapshot of other origin has it. */
    NEVER_SAVED
}
