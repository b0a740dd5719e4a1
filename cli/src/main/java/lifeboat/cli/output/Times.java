package lifeboat.cli.output;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Points in time as people read them: how far away, and when.
 *
 * @param now what they are counted from
 */
public record Times(Instant now) {

    public static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    public static Duration duration(com.google.protobuf.Duration time) {
        return Duration.ofSeconds(time.getSeconds(), time.getNanos());
    }

    /** Such as {@code 3 h ago (2026-11-23 21:04 UTC)} and {@code in 21 h (…)}. */
    public String both(Timestamp time) {
        return relative(time) + " (" + absolute(time) + ")";
    }

    /** Such as {@code 3 h ago} and {@code in 21 h}. */
    public String relative(Timestamp time) {
        Duration age = age(time);
        return age.isNegative() ? "in " + length(age.negated()) : length(age) + " ago";
    }

    public Duration age(Timestamp time) {
        return Duration.between(instant(time), now);
    }

    /** Such as {@code 2026-11-23 21:04 UTC}. */
    public static String absolute(Timestamp time) {
        String text = instant(time).truncatedTo(ChronoUnit.SECONDS).toString();
        return text.substring(0, "2026-11-23T21:04".length()).replace('T', ' ') + " UTC";
    }

    /** Such as {@code 2026-11-23 21:04:05 UTC}. */
    public static String precise(Timestamp time) {
        String text = instant(time).truncatedTo(ChronoUnit.SECONDS).toString();
        return text.replace('T', ' ').replace("Z", " UTC");
    }

    /** In the one unit that says most: {@code 45 s}, {@code 4 min}, {@code 26 h}, {@code 5 d}. */
    public static String length(Duration time) {
        if (time.toSeconds() < 120) {
            return time.toSeconds() + " s";
        }
        if (time.toMinutes() < 120) {
            return time.toMinutes() + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " d";
    }
}
