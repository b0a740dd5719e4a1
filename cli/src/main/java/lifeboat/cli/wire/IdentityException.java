package lifeboat.cli.wire;

/** The operator's certificate can't be used. */
public final class IdentityException extends RuntimeException {

    private static final long serialVersionUID = 1;

    IdentityException(String message) {
        super(message);
    }

    IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
