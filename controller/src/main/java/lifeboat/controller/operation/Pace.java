package lifeboat.controller.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a step is, and how fast it goes.
 *
 * @param at when the controller heard it
 * @param bytesPerSecond plain bytes, over about the last {@value #WINDOW_SECONDS} s
 */
public record Pace(Progress progress, Instant at, double bytesPerSecond) {

    private static final int WINDOW_SECONDS = 10;

    /** Nothing has been heard yet. */
    public static final Pace NONE = new Pace(Progress.NONE, Instant.EPOCH, 0);

    /** What is stored of a pace, as it comes back. */
    public static Pace restarted(Progress progress, Instant at) {
        return new Pace(progress, at, 0);
    }

    Pace next(Progress newer, Instant now) {
        double seconds = Duration.between(at, now).toMillis() / 1000.0;
        boolean comparable =
                seconds > 0
                        && newer.phase().equals(progress.phase())
                        && newer.doneBytes() >= progress.doneBytes();
        if (!comparable) {
            return new Pace(newer, now, 0);
        }
        double latest = (newer.doneBytes() - progress.doneBytes()) / seconds;
        double weight = bytesPerSecond == 0 ? 1 : Math.min(1, seconds / WINDOW_SECONDS);
        return new Pace(newer, now, bytesPerSecond + weight * (latest - bytesPerSecond));
    }

    /** When the step may be done; empty while that can't be told. */
    public Optional<Instant> expectedEnd() {
        long left = progress.expectedBytes() - progress.doneBytes();
        if (progress.expectedBytes() == 0 || left < 0 || bytesPerSecond < 1) {
            return Optional.empty();
        }
        return Optional.of(at.plusMillis((long) (1000 * (left / bytesPerSecond))));
    }
}
