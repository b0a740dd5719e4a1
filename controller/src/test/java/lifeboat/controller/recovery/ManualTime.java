package lifeboat.controller.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import lifeboat.engine.Platform;

/** Time that passes only when it is told to. */
final class ManualTime extends Clock {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Duration passed = Duration.ZERO;

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    Platform platform() {
        return new Platform(this, () -> passed.toNanos(), this::pass);
    }

    @Override
    public Instant instant() {
        return NOON.plus(passed);
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
