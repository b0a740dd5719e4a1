package lifeboat.controller.operation;

/** How an operation ended. */
public enum Outcome {
    /** All was done. */
    SUCCEEDED,
    /** It was done, with problems that cost nothing that was asked for. */
    SUCCEEDED_WITH_WARNINGS,
    /** It was found to be unsafe, and nothing was touched. */
    REFUSED,
    /** It was not done, or not in full. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED,
    /** Another host has taken over. */
    SUPERSEDED
}
