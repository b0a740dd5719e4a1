package lifeboat.controller.operation;

/**
 * Why something failed or waits.
 *
 * @param code stable, such as {@code WRONG_PASSWORD}
 * @param message what happened, with the evidence
 * @param next what to do about it, a command if there is one; may be empty
 */
public record Failure(String code, String message, String next) {

    /**
     * Whether the work was found to be unsafe before anything was touched; such codes end in {@code
     * _REFUSED} or {@code _NOT_ALLOWED}.
     */
    boolean isRefusal() {
        return code.endsWith("_REFUSED") || code.endsWith("_NOT_ALLOWED");
    }
}
