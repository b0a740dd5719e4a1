package lifeboat.cli.wire;

/** A call that the controller refused, or that never reached it. */
public final class CallFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What the caller can do about it. */
    public enum Kind {
        /** Say it another way. */
        INVALID,
        /** Name something that exists. */
        NOT_FOUND,
        /** Do something else first. */
        ACT_FIRST,
        /** It was lost to another change: repeat it. */
        CHANGED_MEANWHILE,
        /** Ask somebody who may. */
        DENIED,
        /** Take a certificate that is accepted. */
        UNAUTHENTICATED,
        /** Repeat it later: the controller answers, but can't do this now. */
        UNAVAILABLE,
        /** Nothing: data are lost or damaged. */
        DATA_LOSS,
        /** See whether the controller runs. */
        UNREACHABLE,
        /** Take programs of one version. */
        UNSUPPORTED,
        /** Look into the controller's log. */
        INTERNAL
    }

    private final Kind kind;
    private final String code;
    private final String next;

    /**
     * @param code stable, such as {@code PLAN_UNKNOWN}
     * @param next what to do, as the controller says; empty if it says nothing
     */
    CallFailure(Kind kind, String code, String message, String next, Throwable cause) {
        super(message, cause);
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

    /** Whether the same call may succeed once the controller is back. */
    public boolean isPassing() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNAVAILABLE;
    }
}
