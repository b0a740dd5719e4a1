package lifeboat.engine;

import java.util.Map;
import java.util.function.Consumer;

/** What a restore is about to do; printing it changes nothing. */
public interface RestoreWorklist {

    /** What happens to one entry of the snapshot. */
    enum Action {
        /** Stands in the target as the snapshot has it. */
        KEEP,
        /** Its content is right, its owner, mode or attributes are set anew. */
        UPDATE_METADATA,
        /** Was finished in the stage by an earlier run that was stopped. */
        TAKE_FROM_STAGE,
        /** Is written and takes its place, or the place of what differs. */
        WRITE
    }

    /**
     * One entry.
     *
     * @param path below the target, printable
     * @param sizeBytes plain size of a file, else 0
     * @param tier the entry's tier, 0 if the snapshot has no profile
     */
    record Item(Action action, String path, long sizeBytes, int tier) {}

    /** Files, links and special files (not directories) with one action. */
    record Count(long files, long bytes) {}

    RestoreRequest request();

    /** What goes where, as "FROM → TO", for a person to read before it happens. */
    String mapping();

    Map<Action, Count> counts();

    /** What is written or taken from the stage, by tier. */
    Map<Integer, Count> countsByTier();

    /** Stored bytes that will be read from the store for file content. */
    long bytesToFetch();

    long directories();

    /** Entries, a directory counted as one, that the snapshot's profile never restores unasked. */
    long leftOutByProfile();

    /** Passes every entry that is not a directory, a directory's entries together. */
    void forEach(Consumer<Item> each);

    /** Passes the paths that {@link RestoreRequest#delete} removes, printable. */
    void forEachExtraneous(Consumer<String> each);
}
