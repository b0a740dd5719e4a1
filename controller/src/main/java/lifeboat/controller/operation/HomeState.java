package lifeboat.controller.operation;

/** What a restore has left. */
public enum HomeState {
    /** It is not a restore, has not ended, or left something between the others. */
    UNKNOWN,
    /** As it was: nothing has been written. */
    UNTOUCHED,
    /** What was there before. */
    OLD,
    /** What was restored. */
    NEW
}
