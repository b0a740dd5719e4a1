package lifeboat.engine;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What the engine takes from its surroundings, so that tests can stand in for it.
 *
 * @param clock the wall clock, for times that are stored or shown
 * @param nanoTicker a monotonic count of nanoseconds, for durations
 * @param sleeper how to wait
 */
public record Platform(Clock clock, LongSupplier nanoTicker, Sleeper sleeper) {}
