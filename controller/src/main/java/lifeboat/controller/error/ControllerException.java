package lifeboat.controller.error;

/**
 * What the controller answers an operator with instead of what was asked for. The messages are for
 * people: what happened with its evidence, and what to do next, a command if there is one.
 */
public final class ControllerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What the caller can do about it. */
    public enum Kind {
        /** Say it another way. */
        INVALID,
        /** Name something that exists. */
        NOT_FOUND,
        /** Do something else first. */
        ACT_FIRST,
        /** It was lost to another change: read again, and repeat. */
        CHANGED_MEANWHILE,
        /** Ask somebody who may. */
        DENIED,
        /** Prove who you are. */
        UNAUTHENTICATED,
        /** Repeat it later. */
        UNAVAILABLE,
        /** Nothing: data are lost or damaged. */
        DATA_LOSS
    }

    private final Kind kind;
    private final String code;
    private final String next;

    /**
     * @param code stable, such as {@code PLAN_UNKNOWN}
     * @param next what to do; empty if there is nothing
     */
    public ControllerException(Kind kind, String code, String message, String next) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.next = next;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String next() {
        return next;
    }
}
