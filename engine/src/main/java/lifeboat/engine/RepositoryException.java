package lifeboat.engine;

/**
 * A repository can't be used as asked. The {@link Kind} is its stable code and says whether a retry
 * can help; the exception is built by the code that saw the evidence.
 */
public final class RepositoryException extends EngineException {

    private static final long serialVersionUID = 1;

    /** What is wrong; the name is the stable code. */
    public enum Kind {
        /** No key of the repository opens with the password. */
        WRONG_PASSWORD(Retry.AFTER_ACTION),
        /** There is no config object where the URL points. */
        NOT_A_REPOSITORY(Retry.AFTER_ACTION),
        /** {@code init} found something there already. */
        REPOSITORY_EXISTS(Retry.NEVER),
        /** A version, kind of key or chunker that this release does not read. */
        REPOSITORY_UNSUPPORTED(Retry.NEVER),
        /** An object is cut, fails its hash or MAC, or does not parse: data is lost. */
        REPOSITORY_DAMAGED(Retry.NEVER),
        /** An object parses and claims what no honest writer writes. */
        REPOSITORY_HOSTILE(Retry.NEVER),
        /** Another program holds a lock that excludes this work. */
        REPOSITORY_LOCKED(Retry.AFTER_ACTION),
        /** Our lock could not be refreshed for so long that others may think it dead. */
        LOCK_LOST(Retry.SAME_CALL),
        /** No snapshot has the id, or none is left by the filter. */
        SNAPSHOT_NOT_FOUND(Retry.NEVER),
        /** An id's prefix, or {@code latest}, could mean more than one snapshot. */
        SNAPSHOT_AMBIGUOUS(Retry.NEVER),
        /** The target can't take the restore as it is. */
        TARGET_REFUSED(Retry.AFTER_ACTION),
        /** Tiers were asked for of a snapshot that was made without a profile. */
        TIERS_UNKNOWN(Retry.NEVER),
        /** A path that a backup was asked to save, or a restore to find, does not exist. */
        PATH_NOT_FOUND(Retry.NEVER);

        private final Retry retry;

        Kind(Retry retry) {
            this.retry = retry;
        }
    }

    private final Kind kind;
    private final String next;

    public RepositoryException(Kind kind, String message, String next, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.next = next;
    }

    public RepositoryException(Kind kind, String message, String next) {
        this(kind, message, next, null);
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String code() {
        return kind.name();
    }

    @Override
    public Retry retry() {
        return kind.retry;
    }

    @Override
    public String next() {
        return next;
    }
}
