package lifeboat.controller.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * What was last heard of a host.
 *
 * @param clockOffset how far its clock is ahead of the controller's
 * @param state the JSON of its last full report, as the wire wrote it; empty if it sent none yet
 */
public record Sighting(Instant at, String agentVersion, Duration clockOffset, String state) {}
