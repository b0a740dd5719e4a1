package lifeboat.controller.operation;

import java.time.Instant;

/**
 * Who wanted an operation, and why.
 *
 * @param who an operator's name, or {@code schedule}
 * @param reason as they said; may be empty
 * @param time in whole milliseconds
 */
public record Request(String who, String reason, Instant time) {}
