package lifeboat.engine.file;

/** What a rename does with what has the new name already; numbers are {@code renameat2}'s. */
public enum RenameMode {
    /** Takes its place; a directory only that of an empty one. */
    REPLACE(0),
    /** Leaves both as they are. */
    NO_REPLACE(1),
    /** Gives it the old name: at no moment is either name absent. */
    EXCHANGE(2);

    final int flag;

    RenameMode(int flag) {
        this.flag = flag;
    }
}
