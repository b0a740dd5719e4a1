package lifeboat.agent.command;

/** Ends a command with its exit code, one line of cause and one of what to do. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String next;

    CommandException(ExitCode exitCode, String message, String next, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.next = next;
    }

    CommandException(ExitCode exitCode, String message, String next) {
        this(exitCode, message, next, null);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String next() {
        return next;
    }
}
