package lifeboat.engine;

import java.time.Duration;

/** Waits; a test's sleeper returns at once and notes how long it was asked to wait. */
@FunctionalInterface
public interface Sleeper {

    /** Returns after {@code duration}, or throws as soon as the thread is interrupted. */
    void sleep(Duration duration) throws InterruptedException;
}
