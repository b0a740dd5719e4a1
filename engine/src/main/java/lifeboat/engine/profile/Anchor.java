package lifeboat.engine.profile;

/** Where a rule's pattern starts. */
public enum Anchor {
    /** The service's home. */
    HOME,
    /** A job's directory, however deep in folders; the rules of the home end there. */
    JOB
}
