package lifeboat.agent.step;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/**
 * What a task has come to.
 *
 * @param problems the first, at most {@value #MOST_PROBLEMS}
 * @param errors all problems that cost data
 * @param warnings all that cost nothing
 */
public record TaskReport(Result result, List<Problem> problems, long errors, long warnings) {

    public static final int MOST_PROBLEMS = 100;

    /** So that a Hello with all results fits into a message. */
    private static final int MOST_TEXT = 300;

    public TaskReport {
        problems = problems.stream().limit(MOST_PROBLEMS).toList();
    }

    /** What was done. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Saved.class, name = "saved"),
        @JsonSubTypes.Type(value = Restored.class, name = "restored"),
        @JsonSubTypes.Type(value = Checked.class, name = "checked")
    })
    public sealed interface Result {}

    /** A snapshot was made. */
    public record Saved(
            String snapshotId,
            Instant recoveryPoint,
            long files,
            long bytes,
            long newFiles,
            long changedFiles,
            long addedBytes)
            implements Result {}

    /** Files were restored, or would be. */
    public record Restored(
            long files,
            long bytes,
            long keptFiles,
            long transferredBytes,
            long deletedFiles,
            long changedFiles)
            implements Result {}

    /** A repository was checked. */
    public record Checked(long snapshots, long packs, long readBytes) implements Result {}

    /**
     * Something that a person should know of a task.
     *
     * @param subject the path or object; empty for all
     */
    public record Problem(String code, boolean error, String subject, String message) {

        public Problem {
            subject = cut(subject);
            message = cut(message);
        }

        private static String cut(String text) {
            return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
        }
    }
}
