package lifeboat.controller.fleet;

import java.time.Instant;

/**
 * How a host came into the fleet.
 *
 * @param by who vouched for it: {@code token ID}, an AWS role, or its own certificate where the
 *     controller had forgotten it
 */
public record Admission(Instant at, String by) {}
