package lifeboat.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that is wrong by as much as a file says, for tests that move the clock of a controller
 * that runs. It is used where the system property {@value #PROPERTY} names the file.
 *
 * @param offset holds a duration as ISO 8601 writes it, such as {@code PT-1H}
 */
record FileClock(InstantSource right, Path offset) implements InstantSource {

    static final String PROPERTY = "lifeboat.test.clock-offset";

    /** The machine's clock, moved if the property says so. */
    static Clock ofThisMachine() {
        Clock right = Clock.systemUTC();
        String file = System.getProperty(PROPERTY);
        return file == null ? right : new FileClock(right, Path.of(file)).withZone(right.getZone());
    }

    @Override
    public Instant instant() {
        try {
            return right.instant().plus(Duration.parse(Files.readString(offset).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
