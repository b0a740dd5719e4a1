package lifeboat.engine.backup;

/** What is stored together, so that it can be fetched without the rest. */
enum PackGroup {
    /** Content of tiers 0 and 1, without which the service does not start. */
    BOOT,
    /** Other content. */
    CONTENT,
    TREES
}
