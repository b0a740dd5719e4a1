package lifeboat.cli.command;

/** What can stand between a plan and its objectives; the worst first. */
enum Trouble {
    CORRUPT(true),
    TRUNCATED(true),
    MISSING(true),
    SUSPECT(true),
    UNKNOWN(true),
    HOST_DOWN(false),
    HELD(false),
    LATE(true),
    TOO_SLOW(true),
    LAST_FAILED(false),
    SUSPENDED(false),
    NONE(false);

    private final boolean breach;

    Trouble(boolean breach) {
        this.breach = breach;
    }

    /** Whether an objective is not met. */
    boolean isBreach() {
        return breach;
    }
}
