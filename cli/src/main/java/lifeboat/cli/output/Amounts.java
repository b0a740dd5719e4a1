package lifeboat.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Amounts() {}

    /** Such as {@code 82,014}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 file} and {@code 82,014 files}. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** Bytes in decimal units, with two digits or more: {@code 513 MB}, {@code 1.2 GB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5) {
            value /= 1000;
            unit++;
        }
        String format = unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** Bytes a second, such as {@code 160 MB/s}. */
    public static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** A time that has passed: {@code 3.2 s}, {@code 4 min 05 s}, {@code 2 h 10 min}. */
    public static String elapsed(Duration time) {
        if (time.toMillis() < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        Duration rounded = Duration.ofSeconds(Math.round(time.toMillis() / 1000.0));
        return rounded.toHours() > 0
                ? "%d h %02d min".formatted(rounded.toHours(), rounded.toMinutesPart())
                : "%d min %02d s".formatted(rounded.toMinutes(), rounded.toSecondsPart());
    }

    /** A time to come, as on a clock: {@code 0:07}, {@code 1:02:03}. */
    public static String clock(Duration time) {
        return time.toHours() > 0
                ? "%d:%02d:%02d"
                        .formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
