package lifeboat.engine.file;

/** What came of a rename; all but {@link #RENAMED} have changed nothing. */
public enum RenameResult {
    RENAMED,
    /** The new name is taken; only of {@link RenameMode#NO_REPLACE}. */
    TARGET_EXISTS,
    /** The new name is on another file system, or behind another mount of this one. */
    OTHER_FILE_SYSTEM,
    /**
     * The file system cannot do it in this {@link RenameMode}, which is not {@link
     * RenameMode#REPLACE}. Moving a directory into itself is reported so as well: both are EINVAL.
     */
    UNSUPPORTED
}
