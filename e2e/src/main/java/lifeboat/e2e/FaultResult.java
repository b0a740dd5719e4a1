package lifeboat.e2e;

import java.util.Locale;

/**
 * A disturbed operation that ended as it should.
 *
 * @param kind of operation
 * @param hit whether it still ran when it was disturbed
 * @param outcome as the controller says it
 * @param seconds from the command to its end
 * @param extraShare what was fetched more than by one that nothing disturbs, as a part of that; 0
 *     for a backup
 */
public record FaultResult(
        Kind kind, Fault fault, boolean hit, String outcome, double seconds, double extraShare) {

    /** What was disturbed. */
    public enum Kind {
        RESTORE,
        BACKUP
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "%s, %s%s: %s after %.1f s, %.1f %% extra",
                        kind,
                        fault,
                        hit ? "" : " (too late)",
                        outcome,
                        seconds,
                        100 * extraShare)
                .replace('_', ' ');
    }
}
