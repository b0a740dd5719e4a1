package lifeboat.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes when a test says so. Short waits end at once, and it is later then; of a minute
 * and more end when the test has moved the clock so far.
 */
public final class ManualTime extends Clock implements Sleeper {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private int waiting;

    public Platform platform() {
        return new Platform(this, () -> Duration.between(Instant.EPOCH, instant()).toNanos(), this);
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        sleeps.add(duration);
        Instant end = now.plus(duration);
        if (duration.compareTo(LONG) < 0) {
            now = end;
            return;
        }
        waiting++;
        notifyAll();
        try {
            while (now.isBefore(end)) {
                wait();
            }
        } finally {
            waiting--;
        }
    }

    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
        notifyAll();
    }

    /** Lets time pass once somebody waits for it. */
    public synchronized void passForWaiter(Duration duration) throws InterruptedException {
        while (waiting == 0) {
            wait();
        }
        pass(duration);
    }

    /** How long the sleeper was asked to wait, in order. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
