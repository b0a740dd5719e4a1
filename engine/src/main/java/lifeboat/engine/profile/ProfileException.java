package lifeboat.engine.profile;

import lifeboat.engine.EngineException;

/** A profile or pattern was named that does not exist or does not parse: the caller's input. */
public final class ProfileException extends EngineException {

    private static final long serialVersionUID = 1;

    /** What is wrong; the name is the stable code. */
    public enum Kind {
        /** An include or exclude pattern that restic would refuse too. */
        BAD_PATTERN,
        /** No profile has that name. */
        UNKNOWN_PROFILE
    }

    private final Kind kind;
    private final String next;

    ProfileException(Kind kind, String message, String next) {
        super(message, null);
        this.kind = kind;
        this.next = next;
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
        return Retry.NEVER;
    }

    @Override
    public String next() {
        return next;
    }
}
