package lifeboat.engine;

/**
 * Says that the engine could not do what was asked, why, and whether asking again can help.
 *
 * <p>The message is one sentence for an operator: what happened, to which object or file, with the
 * evidence. {@link #next()} is what to do about it.
 */
public abstract class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whether, and when, the same call can succeed. */
    public enum Retry {
        /** The same call may succeed later; nothing needs to change. */
        SAME_CALL,
        /** The same call can succeed once a person or program has changed something. */
        AFTER_ACTION,
        /** The same call fails again. */
        NEVER
    }

    protected EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A stable name for programs, such as {@code REPOSITORY_LOCKED}; never changes its meaning. */
    public abstract String code();

    public abstract Retry retry();

    /** What to do next, one sentence or command for an operator; empty if there is nothing. */
    public abstract String next();
}
