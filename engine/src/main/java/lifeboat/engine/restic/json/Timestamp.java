package lifeboat.engine.restic.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * A time as Go writes it to JSON: RFC 3339, the fraction without its trailing zeros, the offset of
 * a zone at that time.
 *
 * <p>The offset belongs to the value, as it belongs to the bytes that are hashed: the same instant
 * in another zone makes another tree. Years are 0 to 9999.
 *
 * @param epochSecond seconds since 1970, rounded down
 * @param nano 0 to 999,999,999
 * @param offsetSeconds of local time to UTC. Seconds beyond a whole minute shift the time written,
 *     but not the offset written, as in Go: such a time does not read back exactly
 */
public record Timestamp(long epochSecond, int nano, int offsetSeconds) {

    static final int MAX_TEXT = "9999-12-31T23:59:59.999999999+23:59".length();

    // In the year 950,670,000; java.time goes not much beyond, file systems do.
    private static final long FARTHEST = 30_000_000_000_000_000L;

    private static final long FIRST_LOCAL = LocalDate.of(0, 1, 1).toEpochDay() * 86400;
    private static final long END_LOCAL = LocalDate.of(10000, 1, 1).toEpochDay() * 86400;

    /** Go's zero time, which stands for none. */
    public static final Timestamp ZERO = ofText("0001-01-01T00:00:00Z");

    public Timestamp {
        long local = epochSecond + offsetSeconds;
        if (local < FIRST_LOCAL || local >= END_LOCAL || nano < 0 || nano > 999_999_999) {
            throw new IllegalArgumentException(
                    "not within the years 0 to 9999: " + epochSecond + " s, " + nano + " ns");
        }
    }

    /** The time in {@code zone}; a year outside 0 to 9999 becomes 0 or 9999, as with restic. */
    public static Timestamp of(long epochSecond, int nano, ZoneId zone) {
        long second = Math.clamp(epochSecond, -FARTHEST, FARTHEST);
        Instant instant = Instant.ofEpochSecond(second, nano);
        int offset = zone.getRules().getOffset(instant).getTotalSeconds();
        long local = second + offset;
        return local >= FIRST_LOCAL && local < END_LOCAL
                ? new Timestamp(second, nano, offset)
                : clamped(second, nano, zone);
    }

    public static Timestamp of(Instant instant, ZoneId zone) {
        return of(instant.getEpochSecond(), instant.getNano(), zone);
    }

    /**
     * Reads an RFC 3339 time; digits of the fraction after the ninth are dropped.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Timestamp ofText(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        TimestampParser parser = new TimestampParser(bytes, bytes.length);
        try {
            Timestamp time = parser.parse(0);
            if (parser.end() == bytes.length) {
                return time;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a time: \"" + text + "\"", e);
        }
        throw new IllegalArgumentException("not a time: \"" + text + "\"");
    }

    public Instant toInstant() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }

    /** Writes the text at {@code at} and returns where it ends. */
    int format(byte[] to, int at) {
        long local = epochSecond + offsetSeconds;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, 86400L));
        int second = Math.floorMod(local, 86400);
        int end = digits(to, at, date.getYear(), 4);
        end = digits(to, put(to, end, '-'), date.getMonthValue(), 2);
        end = digits(to, put(to, end, '-'), date.getDayOfMonth(), 2);
        end = digits(to, put(to, end, 'T'), second / 3600, 2);
        end = digits(to, put(to, end, ':'), second / 60 % 60, 2);
        end = digits(to, put(to, end, ':'), second % 60, 2);
        if (nano != 0) {
            end = digits(to, put(to, end, '.'), nano, 9);
            while (to[end - 1] == '0') {
                end--;
            }
        }
        if (offsetSeconds == 0) {
            return put(to, end, 'Z');
        }
        int minutes = Math.abs(offsetSeconds / 60);
        end = digits(to, put(to, end, offsetSeconds < 0 ? '-' : '+'), minutes / 60, 2);
        return digits(to, put(to, end, ':'), minutes % 60, 2);
    }

    /** The text, as in JSON without the quotes. */
    @Override
    public String toString() {
        byte[] text = new byte[MAX_TEXT];
        return new String(text, 0, format(text, 0), US_ASCII);
    }

    private static Timestamp clamped(long second, int nano, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(second, nano), zone);
        boolean leapDay = local.getMonthValue() == 2 && local.getDayOfMonth() == 29;
        LocalDateTime moved =
                local.getYear() < 0
                        ? local.withYear(0)
                        // Go makes 1 March of a 29 February that the year does not have
                        : local.plusDays(leapDay ? 1 : 0).withYear(9999);
        ZonedDateTime zoned = moved.atZone(zone);
        ZoneOffset offset = zoned.getOffset();
        return new Timestamp(moved.toEpochSecond(offset), nano, offset.getTotalSeconds());
    }

    private static int put(byte[] to, int at, char c) {
        to[at] = (byte) c;
        return at + 1;
    }

    private static int digits(byte[] to, int at, int number, int count) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + count;
    }
}
