package lifeboat.agent.identity;

/** The agent's identity is missing or unusable. */
public final class IdentityException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String next;

    public IdentityException(String code, String message, String next, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.next = next;
    }

    public IdentityException(String code, String message, String next) {
        this(code, message, next, null);
    }

    /** Stable. */
    public String code() {
        return code;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
