package lifeboat.agent.command;

import static java.util.stream.Collectors.joining;

import java.util.List;
import lifeboat.agent.output.Console;
import lifeboat.agent.output.Reporter;
import lifeboat.engine.EngineException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says on stderr, in two lines, what ended a command and what to do about it; and on stdout, if a
 * program reads that, in one object of the type {@code error}.
 */
final class Failures {

    private final Console console;
    private final List<String> arguments;
    private final boolean debug;

    /**
     * @param arguments the command line
     * @param debug whether the stack trace of a bug is shown
     */
    Failures(Console console, String[] arguments, boolean debug) {
        this.console = console;
        this.arguments = List.of(arguments);
        this.debug = debug;
    }

    ExitCode report(Throwable failure) {
        return switch (failure) {
            case ParameterException e -> usage(e);
            case CommandException e -> say(e.exitCode(), e.code(), e.getMessage(), e.next());
            case EngineException e -> engine(e);
            case InterruptedException _ ->
                    say(
                            ExitCode.INTERRUPTED,
                            "INTERRUPTED",
                            "interrupted",
                            "to go on, run the same command again: " + commandLine());
            case OutOfMemoryError _ ->
                    say(
                            ExitCode.FAILED,
                            "OUT_OF_MEMORY",
                            "the memory of %d MiB is not enough"
                                    .formatted(Runtime.getRuntime().maxMemory() >> 20),
                            "give it more, such as LIFEBOAT_JAVA_OPTS=-Xmx1g, and run the same"
                                    + " command again");
            default -> bug(failure);
        };
    }

    private ExitCode usage(ParameterException failure) {
        String message = failure.getMessage().replaceFirst("^Error: ", "");
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> similar = unmatched.getSuggestions();
            if (!similar.isEmpty()) {
                message += "; did you mean " + String.join(" or ", similar) + "?";
            }
        }
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        return say(ExitCode.USAGE, "USAGE", message, command + " --help");
    }

    private ExitCode engine(EngineException failure) {
        String next =
                failure.next().isEmpty()
                        ? "look whether the repository is whole: lifeboat-agent check"
                        : failure.next();
        return say(ExitCode.of(failure), failure.code(), failure.getMessage(), next);
    }

    private ExitCode bug(Throwable failure) {
        if (debug) {
            console.dump(failure);
        }
        return say(
                ExitCode.FAILED,
                "BUG",
                "a bug: %s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage()),
                "please report it, with what LIFEBOAT_DEBUG=1 shows when the command is run"
                        + " again");
    }

    private ExitCode say(ExitCode exitCode, String code, String cause, String next) {
        console.warn(Program.NAME + ": " + oneLine(cause));
        console.warn("next: " + oneLine(next));
        if (isForPrograms()) {
            Reporter.of(console, true)
                    .tell(
                            () -> "",
                            "error",
                            json -> {
                                json.writeStringField("code", code);
                                json.writeStringField("message", oneLine(cause));
                                json.writeStringField("next", oneLine(next));
                                json.writeNumberField("exit_code", exitCode.number());
                            });
        }
        return exitCode;
    }

    /** By the words themselves, as the rest of them may not be understood. */
    private boolean isForPrograms() {
        return arguments.stream()
                .takeWhile(word -> !word.equals("--"))
                .anyMatch(OutputOptions.JSON::equals);
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(joining(" "));
    }

    /** What was typed, quoted for a shell. */
    private String commandLine() {
        return Program.NAME + " " + arguments.stream().map(Failures::quoted).collect(joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
