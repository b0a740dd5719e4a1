package lifeboat.controller.operation;

/**
 * Something that a person should know of a task.
 *
 * @param code stable
 * @param error whether it cost data
 * @param subject the path or object that it is about; empty for all
 */
public record Problem(String code, boolean error, String subject, String message) {}
