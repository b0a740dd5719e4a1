package lifeboat.controller.operation;

/** Where an operation stands, in the words that people see. */
public enum Phase {
    /** It waits for others to end, for its host, or for its next attempt. */
    QUEUED,
    /** The command is on its way to the host. */
    DISPATCHED,
    /** The host works. */
    RUNNING,
    /** It was asked to stop, and the host has not answered yet. */
    CANCELLING,
    /** It has ended. */
    DONE
}
