package lifeboat.engine.store;

import java.io.IOException;
import lifeboat.engine.EngineException;

/** A store refused a call or did not answer it. */
public abstract sealed class StoreException extends EngineException {

    private static final long serialVersionUID = 1;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is no object of that name. */
    public static final class Missing extends StoreException {
        private static final long serialVersionUID = 1;

        public Missing(ObjectKey key, String url) {
            super("there is no " + key + " in " + url, null);
        }

        @Override
        public String code() {
            return "OBJECT_MISSING";
        }

        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public String next() {
            return "";
        }
    }

    /** An object ends before the range that was asked for. */
    public static final class Truncated extends StoreException {
        private static final long serialVersionUID = 1;

        public Truncated(ObjectKey key, ByteRange range, String url) {
            super(key + " in " + url + " ends before " + range, null);
        }

        @Override
        public String code() {
            return "OBJECT_TRUNCATED";
        }

        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public String next() {
            return "";
        }
    }

    /** An object is larger than its kind may be. */
    public static final class TooLarge extends StoreException {
        private static final long serialVersionUID = 1;

        public TooLarge(ObjectKey key, long sizeBytes, int maxBytes, String url) {
            super(
                    key
                            + " in "
                            + url
                            + " has "
                            + sizeBytes
                            + " bytes, more than the "
                            + maxBytes
                            + " that such an object may have",
                    null);
        }

        @Override
        public String code() {
            return "OBJECT_TOO_LARGE";
        }

        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public String next() {
            return "";
        }
    }

    /** The bucket, or the folder, does not exist. */
    public static final class NoSuchPlace extends StoreException {
        private static final long serialVersionUID = 1;
        private final String next;

        public NoSuchPlace(String message, String next, Throwable cause) {
            super(message, cause);
            this.next = next;
        }

        @Override
        public String code() {
            return "STORE_NOT_FOUND";
        }

        @Override
        public Retry retry() {
            return Retry.AFTER_ACTION;
        }

        @Override
        public String next() {
            return next;
        }
    }

    /** Credentials are missing, wrong, expired, or don't allow the call. */
    public static final class Denied extends StoreException {
        private static final long serialVersionUID = 1;
        private final String next;

        public Denied(String message, String next, Throwable cause) {
            super(message, cause);
            this.next = next;
        }

        @Override
        public String code() {
            return "STORE_DENIED";
        }

        @Override
        public Retry retry() {
            return Retry.AFTER_ACTION;
        }

        @Override
        public String next() {
            return next;
        }
    }

    /** No answer, or one that says "later": the same call may succeed. */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String code() {
            return "STORE_UNAVAILABLE";
        }

        @Override
        public Retry retry() {
            return Retry.SAME_CALL;
        }

        @Override
        public String next() {
            return "check the network and the store, then repeat the command: it goes on where it"
                    + " stopped";
        }
    }

    /** The store answered that the call can't be carried out, for a reason that stays. */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1;

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }

        /** A folder's file system refused, say for lack of space. */
        public Refused(String action, IOException cause) {
            super(action + ": " + cause.getMessage(), cause);
        }

        @Override
        public String code() {
            return "STORE_REFUSED";
        }

        @Override
        public Retry retry() {
            return Retry.AFTER_ACTION;
        }

        @Override
        public String next() {
            return "";
        }
    }
}
