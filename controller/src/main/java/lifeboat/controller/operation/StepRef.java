package lifeboat.controller.operation;

/**
 * A step of an operation.
 *
 * @param step its name, such as {@code backup}; once in an operation
 */
public record StepRef(OperationId operation, String step) {}
