package lifeboat.engine.profile;

/**
 * A row of a profile's table. Of the rules that match a path or a directory above it, the first in
 * the table decides.
 *
 * @param id names the rule in reports and golden files; unique in its profile
 * @param pattern restic's, but starting at the anchor; one that ends in {@code /} matches
 *     directories with all that they hold, any other matches what is not a directory
 * @param recentOnly whether it holds only for the newest builds of a job
 * @param opens what a directory that it matches is
 * @param why for the operator who asks what became of a file
 */
public record Rule(
        String id,
        Anchor anchor,
        String pattern,
        Verdict verdict,
        boolean recentOnly,
        Opens opens,
        String why) {

    /** What begins at a directory, so that the rules around it end there. */
    public enum Opens {
        NOTHING,
        /** A job: {@link Anchor#JOB} rules start here. */
        JOB,
        /** A build: no rule holds inside, all of it shares one verdict. */
        BUILD
    }

    boolean forDirectories() {
        return pattern.endsWith("/");
    }
}
