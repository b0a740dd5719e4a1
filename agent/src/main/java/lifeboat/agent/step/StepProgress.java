package lifeboat.agent.step;

import java.time.Instant;

/**
 * How far a step is.
 *
 * @param phase in the engine's words, such as {@code copy}
 * @param expectedBytes 0 while unknown, as {@code expectedFiles}
 * @param transferredBytes read from or written to the repository, as stored
 * @param limitedBy what the work waits for most: {@code store}, {@code compute}, {@code disk}, or
 *     empty
 * @param lastProgress when anything last moved
 * @param stalledBecause empty while it moves
 */
public record StepProgress(
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

    /** Of a step that waits for its turn. */
    public static StepProgress waiting(Instant since) {
        return new StepProgress("wait", 0, 0, 0, 0, 0, 0, "", since, "");
    }
}
