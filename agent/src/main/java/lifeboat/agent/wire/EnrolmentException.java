package lifeboat.agent.wire;

/** The controller gave no certificate. */
public final class EnrolmentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String next;
    private final boolean mayRepeat;

    EnrolmentException(
            String code, String message, String next, boolean mayRepeat, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.next = next;
        this.mayRepeat = mayRepeat;
    }

    /** Stable. */
    public String code() {
        return code;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }

    /** Whether the same call may succeed later. */
    public boolean mayRepeat() {
        return mayRepeat;
    }
}
