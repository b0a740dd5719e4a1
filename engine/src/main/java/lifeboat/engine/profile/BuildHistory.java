package lifeboat.engine.profile;

import java.util.PriorityQueue;

/**
 * Which builds of a job are its newest ones, judged by their names alone.
 *
 * <p>Builds are named by number, or, by Hudson and old Jenkins, by start time with a link of the
 * number beside it. Each kind is counted by itself, so that links and what they point to agree.
 *
 * @param oldestNumber the lowest number that is recent
 * @param oldestTime likewise, the digits of {@code 2014-01-31_23-59-59} as a number
 */
record BuildHistory(long oldestNumber, long oldestTime) {

    /** No build is recent. */
    static final BuildHistory NONE = new BuildHistory(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String TIME = "####-##-##_##-##-##";
    private static final int MAX_DIGITS = 18; // always fits a long
    private static final long NOT_ONE = -1;

    /** Takes the names in a job's {@code builds} directory, of whatever kind. */
    static BuildHistory recent(Iterable<byte[]> names, int count) {
        Newest numbers = new Newest(count);
        Newest times = new Newest(count);
        for (byte[] name : names) {
            numbers.add(number(name));
            times.add(time(name));
        }
        return new BuildHistory(numbers.oldest(), times.oldest());
    }

    boolean isRecent(byte[] name) {
        return number(name) >= oldestNumber || time(name) >= oldestTime;
    }

    private static long number(byte[] name) {
        return name.length > 0 && name.length <= MAX_DIGITS ? digits(name, "") : NOT_ONE;
    }

    private static long time(byte[] name) {
        return name.length == TIME.length() ? digits(name, TIME) : NOT_ONE;
    }

    /** The digits of the name as a number; {@code form} may want other characters in between. */
    private static long digits(byte[] name, String form) {
        long value = 0;
        for (int i = 0; i < name.length; i++) {
            char expected = i < form.length() ? form.charAt(i) : '#';
            if (expected != '#' && name[i] == expected) {
                continue;
            }
            if (expected != '#' || name[i] < '0' || name[i] > '9') {
                return NOT_ONE;
            }
            value = value * 10 + (name[i] - '0');
        }
        return value;
    }

    private static final class Newest {

        private final int count;
        private final PriorityQueue<Long> kept = new PriorityQueue<>();

        Newest(int count) {
            this.count = count;
        }

        void add(long value) {
            if (value == NOT_ONE) {
                return;
            }
            kept.add(value);
            if (kept.size() > count) {
                kept.remove();
            }
        }

        long oldest() {
            return kept.isEmpty() ? Long.MAX_VALUE : kept.element();
        }
    }
}
