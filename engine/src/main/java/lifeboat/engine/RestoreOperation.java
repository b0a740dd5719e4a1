package lifeboat.engine;

/** A restore that is prepared: its worklist can be looked at, and executed once. */
public interface RestoreOperation extends RestoreWorklist, AutoCloseable {

    /**
     * Restores. Interrupting it, or killing the process, leaves a target that the same request
     * completes, and no half-written file under its final name.
     *
     * @throws RepositoryException {@code TARGET_REFUSED}, and nothing is changed
     */
    RestoreReport execute() throws InterruptedException;

    /** Lets go of the target; what is staged stays. */
    @Override
    void close();
}
