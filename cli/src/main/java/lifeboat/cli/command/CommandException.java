package lifeboat.cli.command;

/**
 * Ends a command with its exit code, a name for programs, a line of cause and one of what to do.
 */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String code;
    private final String next;

    /**
     * @param code a stable name, as those of the controller's answers
     */
    CommandException(ExitCode exitCode, String code, String message, String next, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.code = code;
        this.next = next;
    }

    CommandException(ExitCode exitCode, String code, String message, String next) {
        this(exitCode, code, message, next, null);
    }

    static CommandException usage(String message, String next) {
        return new CommandException(ExitCode.USAGE, "USAGE", message, next);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String code() {
        return code;
    }

    String next() {
        return next;
    }
}
