package lifeboat.engine.store;

import lifeboat.engine.EngineException;

/** A store refused a call or did not answer it. */
public abstract sealed class StoreException extends EngineException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final Retry retry;
    private final String next;

    private StoreException(String code, Retry retry, String message, String next, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retry = retry;
        this.next = next;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Retry retry() {
        return retry;
    }

    @Override
    public String next() {
        return next;
    }

    /** There is no object of that name. */
    public static final class Missing extends StoreException {
        private static final long serialVersionUID = 1;

        public Missing(ObjectKey key, String url) {
            super("OBJECT_MISSING", Retry.NEVER, "there is no " + key + " in " + url, "", null);
        }
    }

    /** An object ends before the range that was asked for. */
    public static final class Truncated extends StoreException {
        private static final long serialVersionUID = 1;

        public Truncated(ObjectKey key, ByteRange range, String url) {
            super(
                    "OBJECT_TRUNCATED",
                    Retry.NEVER,
                    key + " in " + url + " ends before " + range,
                    "",
                    null);
        }
    }

    /** An object is there and can't be read, as on a bad sector; others may be whole. */
    public static final class Unreadable extends StoreException {
        private static final long serialVersionUID = 1;

        public Unreadable(String message, Throwable cause) {
            super(
                    "OBJECT_UNREADABLE",
                    Retry.AFTER_ACTION,
                    message,
                    "repair the file system, or bring the object back from a copy",
                    cause);
        }
    }

    /** An object is larger than its kind may be. */
    public static final class TooLarge extends StoreException {
        private static final long serialVersionUID = 1;

        public TooLarge(ObjectKey key, int maxBytes, String url) {
            super(
                    "OBJECT_TOO_LARGE",
                    Retry.NEVER,
                    "%s in %s has more than the %,d bytes that such an object may have"
                            .formatted(key, url, maxBytes),
                    "",
                    null);
        }
    }

    /** The bucket, or the folder, does not exist. */
    public static final class NoSuchPlace extends StoreException {
        private static final long serialVersionUID = 1;

        public NoSuchPlace(String message, String next, Throwable cause) {
            super("STORE_NOT_FOUND", Retry.AFTER_ACTION, message, next, cause);
        }
    }

    /** Credentials are missing, wrong, expired, or don't allow the call. */
    public static final class Denied extends StoreException {
        private static final long serialVersionUID = 1;

        public Denied(String message, String next, Throwable cause) {
            super("STORE_DENIED", Retry.AFTER_ACTION, message, next, cause);
        }
    }

    /** No answer, or one that says "later": the same call may succeed. */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(
                    "STORE_UNAVAILABLE",
                    Retry.SAME_CALL,
                    message,
                    "check the network and the store, then repeat the command: it goes on where it"
                            + " stopped",
                    cause);
        }
    }

    /** The store answered that the call can't be carried out, for a reason that stays. */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1;

        public Refused(String message, String next, Throwable cause) {
            super("STORE_REFUSED", Retry.AFTER_ACTION, message, next, cause);
        }
    }
}
