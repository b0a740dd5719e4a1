package lifeboat.engine.restic.json;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads RFC 3339 times out of one array. Most times of a directory are of one day, and many are the
 * same as the one before: so it remembers that one.
 */
final class TimestampParser {

    private static final int SHORTEST = "0000-00-00T00:00:00Z".length();
    private static final int OFFSET = "+00:00".length();

    private final byte[] text;
    private final int limit;
    private int at;

    private int lastFrom;
    private int lastTo;
    private Timestamp last = Timestamp.ZERO;
    private int lastDate = -1;
    private long lastDay;

    /** A parser of what stands in {@code text} before {@code limit}. */
    TimestampParser(byte[] text, int limit) {
        this.text = text;
        this.limit = limit;
    }

    /**
     * Reads the time that begins at {@code from}; {@link #end()} is then where it ends.
     *
     * @throws IllegalArgumentException if none begins there
     * @throws java.time.DateTimeException if there is no such day
     */
    Timestamp parse(int from) {
        if (isLast(from)) {
            at = from + lastTo - lastFrom;
            return last;
        }
        at = from;
        Timestamp time = parse();
        lastFrom = from;
        lastTo = at;
        last = time;
        return time;
    }

    int end() {
        return at;
    }

    /** Whether the last text stands here, too, and ends here, too. */
    private boolean isLast(int from) {
        int to = from + lastTo - lastFrom;
        return lastTo > 0
                && to < limit
                && text[to] == '"'
                && Arrays.equals(text, lastFrom, lastTo, text, from, to);
    }

    private Timestamp parse() {
        if (limit - at < SHORTEST) {
            throw notATime();
        }
        int second = 60 * (60 * two(at + 11, 'T', 23) + two(at + 14, ':', 59));
        second += two(at + 17, ':', 59);
        long local = day() * 86400 + second;
        at += SHORTEST - 1;
        int nano = text[at] == '.' ? fraction() : 0;
        int offset = offset();
        return new Timestamp(local - offset, nano, offset);
    }

    /** Days since 1970. */
    private long day() {
        int year = 100 * two(at, 99) + two(at + 2, 99);
        int month = two(at + 5, '-', 12);
        int dayOfMonth = two(at + 8, '-', 31);
        int date = (year * 16 + month) * 32 + dayOfMonth;
        if (date != lastDate) {
            lastDay = LocalDate.of(year, month, dayOfMonth).toEpochDay();
            lastDate = date;
        }
        return lastDay;
    }

    private int fraction() {
        int nano = 0;
        int from = at + 1;
        int i = from;
        for (; i < limit; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (i - from < 9) {
                nano = 10 * nano + digit;
            }
        }
        if (i == from) {
            throw notATime();
        }
        for (int places = i - from; places < 9; places++) {
            nano *= 10;
        }
        at = i;
        return nano;
    }

    private int offset() {
        int sign = at < limit ? text[at] : 0;
        if (sign == 'Z') {
            at++;
            return 0;
        }
        if ((sign != '+' && sign != '-') || limit - at < OFFSET) {
            throw notATime();
        }
        int seconds = 60 * (60 * two(at + 1, 23) + two(at + 4, ':', 59));
        at += OFFSET;
        return sign == '-' ? -seconds : seconds;
    }

    private int two(int from, char before, int max) {
        if (text[from - 1] != before) {
            throw notATime();
        }
        return two(from, max);
    }

    /** The number of two digits. */
    private int two(int from, int max) {
        int tens = text[from] - '0';
        int ones = text[from + 1] - '0';
        int number = 10 * tens + ones;
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || number > max) {
            throw notATime();
        }
        return number;
    }

    private static IllegalArgumentException notATime() {
        return new IllegalArgumentException("not an RFC 3339 time");
    }
}
