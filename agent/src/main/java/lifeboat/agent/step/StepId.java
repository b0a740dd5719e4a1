package lifeboat.agent.step;

/**
 * A step of an operation on this host.
 *
 * @param step such as {@code backup}; once in an operation
 */
public record StepId(String operationId, String step) {

    @Override
    public String toString() {
        return operationId + "/" + step;
    }
}
