package lifeboat.controller.operation;

import java.time.Instant;

/**
 * What an operation has come to by its latest event.
 *
 * @param number of that event, from 1; who changes the operation names the one that was read
 * @param time when it was stored, in whole milliseconds
 */
public record Revision(long number, Instant time, OperationState state, Deadline deadline) {}
