package lifeboat.engine.restic.json;

import java.time.LocalDate;

/** Reads one RFC 3339 time out of an array. */
final class TimestampParser {

    private final char[] text;
    private final int start;
    private final int end;
    private int at;

    TimestampParser(char[] text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /**
     * @throws java.time.DateTimeException if there is no such day
     */
    Timestamp parse() {
        int year = digits(4, 9999);
        expect('-');
        int month = digits(2, 12);
        expect('-');
        long day = LocalDate.of(year, month, digits(2, 31)).toEpochDay();
        expect('T');
        int hour = digits(2, 23);
        expect(':');
        int minute = digits(2, 59);
        expect(':');
        int second = digits(2, 59);
        int nano = fraction();
        int offset = offset();
        if (at != end) {
            throw notATime();
        }
        int secondOfDay = (60 * hour + minute) * 60 + second;
        long local = day * 86400 + secondOfDay;
        return new Timestamp(local - offset, nano, offset);
    }

    private int fraction() {
        if (peek() != '.') {
            return 0;
        }
        at++;
        int nano = 0;
        int places = 0;
        for (; peek() >= '0' && peek() <= '9'; at++) {
            if (places < 9) {
                nano = 10 * nano + text[at] - '0';
                places++;
            }
        }
        if (places == 0) {
            throw notATime();
        }
        for (; places < 9; places++) {
            nano *= 10;
        }
        return nano;
    }

    private int offset() {
        char sign = peek();
        at++;
        if (sign == 'Z') {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            throw notATime();
        }
        int hours = digits(2, 23);
        expect(':');
        int seconds = (60 * hours + digits(2, 59)) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private int digits(int count, int max) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            char c = peek();
            if (c < '0' || c > '9') {
                throw notATime();
            }
            number = 10 * number + c - '0';
            at++;
        }
        if (number > max) {
            throw notATime();
        }
        return number;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw notATime();
        }
        at++;
    }

    private char peek() {
        return at < end ? text[at] : 0;
    }

    private IllegalArgumentException notATime() {
        return new IllegalArgumentException(
                "not a time: \"" + new String(text, start, end - start) + "\"");
    }
}
