package lifeboat.controller.operation;

import java.time.Instant;

/**
 * How far a step is, as its agent says.
 *
 * @param phase in the engine's words, such as {@code copy}
 * @param expectedBytes 0 while that is unknown
 * @param expectedFiles 0 while that is unknown
 * @param transferredBytes read from or written to the repository, as stored
 * @param errors problems so far that cost data
 * @param limitedBy {@code store}, {@code cpu}, {@code disk}, or empty
 * @param lastProgress when anything last moved, by the agent's clock; the epoch if nothing has
 * @param stalledBecause why nothing moves, if the agent knows; else empty
 */
public record Progress(
        String phase,
        long doneBytes,
        long expectedBytes,
        long doneFiles,
        long expectedFiles,
        long transferredBytes,
        long errors,
        String limitedBy,
        Instant lastProgress,
        String stalledBecause) {

    /** Nothing has been heard yet. */
    public static final Progress NONE = new Progress("", 0, 0, 0, 0, 0, 0, "", Instant.EPOCH, "");
}
