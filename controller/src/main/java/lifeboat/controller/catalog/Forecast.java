package lifeboat.controller.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How fast a restore was, as the base of how long the next would take.
 *
 * @param files that were written
 * @param bytes that were written
 * @param took from its start to its end
 */
public record Forecast(long files, long bytes, Duration took) {

    /**
     * How long a restore of {@code snapshot} would take: by files or by bytes, whichever is longer,
     * as either may be what limits it. Empty if the sizes don't allow to say.
     */
    public Optional<Duration> recoveryTime(KnownSnapshot snapshot) {
        double byFiles = ratio(snapshot.files(), files);
        double byBytes = ratio(snapshot.bytes(), bytes);
        double times = Math.max(byFiles, byBytes);
        return times <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(took.toMillis() * times)));
    }

    private static double ratio(OptionalLong wanted, long measured) {
        return wanted.isPresent() && measured > 0 ? (double) wanted.getAsLong() / measured : 0;
    }
}
