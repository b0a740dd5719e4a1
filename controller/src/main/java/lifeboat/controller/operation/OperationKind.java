package lifeboat.controller.operation;

/** What an operation is for. */
public enum OperationKind {
    /** A snapshot is made. */
    BACKUP('b', "backup"),
    /** A snapshot is restored. */
    RESTORE('r', "restore"),
    /** A repository is checked. */
    CHECK('c', "check"),
    /** A restore is computed and not done. */
    PREVIEW('p', "preview");

    private final char letter;
    private final String step;

    OperationKind(char letter, String step) {
        this.letter = letter;
        this.step = step;
    }

    /** What the ids of such operations begin with. */
    char letter() {
        return letter;
    }

    /** The name of its first step. */
    String step() {
        return step;
    }
}
