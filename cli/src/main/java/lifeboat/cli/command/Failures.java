package lifeboat.cli.command;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import lifeboat.cli.output.Console;
import lifeboat.cli.output.Form;
import lifeboat.cli.output.Presenter;
import lifeboat.cli.wire.CallFailure;
import lifeboat.cli.wire.IdentityException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says on stderr what ended a command and what to do about it; and on stdout, if a program reads
 * that, in one document with the field {@code error}.
 */
final class Failures {

    private final Console console;
    private final List<String> arguments;
    private final boolean debug;

    /**
     * @param arguments the command line
     * @param debug whether the stack trace is shown
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
            case CallFailure e -> call(e);
            case IdentityException e ->
                    say(
                            ExitCode.DENIED,
                            "IDENTITY_UNUSABLE",
                            e.getMessage(),
                            "name the folder with client.pem, client.key and ca.pem: --identity"
                                    + " DIR, or LIFEBOAT_IDENTITY");
            case InterruptedException _ ->
                    say(
                            ExitCode.INTERRUPTED,
                            "INTERRUPTED",
                            "interrupted",
                            "see what runs: lifeboat operation list --running");
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

    private ExitCode call(CallFailure failure) {
        if (debug) {
            console.dump(failure);
        }
        String next = failure.next().isEmpty() ? hint(failure) : failure.next();
        return say(ExitCode.of(failure), failure.code(), failure.getMessage(), next);
    }

    /** For what the controller, or gRPC in its place, has no advice for. */
    private String hint(CallFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE ->
                    "see whether it runs, and whether --controller or LIFEBOAT_CONTROLLER names it;"
                            + " without it, on the host itself: lifeboat-agent status";
            case UNAUTHENTICATED -> "see what is wrong with the certificate: lifeboat doctor";
            case DENIED -> "ask somebody with a higher role, or take their --identity";
            case NOT_FOUND -> "see what there is: lifeboat status";
            case INVALID -> command() + " --help";
            case CHANGED_MEANWHILE, UNAVAILABLE -> "run the same command again: " + commandLine();
            case UNSUPPORTED -> "compare the versions: lifeboat doctor";
            case ACT_FIRST, DATA_LOSS, INTERNAL -> "look for more: lifeboat doctor";
        };
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
        console.warn(
                Program.NAME + ": " + cause.lines().map(String::strip).collect(joining("\n  ")));
        console.warn("next: " + next.lines().map(String::strip).collect(joining(" ")));
        document()
                .ifPresent(
                        form ->
                                new Presenter(console, form)
                                        .show(
                                                json -> {
                                                    json.writeStartObject();
                                                    json.writeObjectFieldStart("error");
                                                    json.writeStringField("code", code);
                                                    json.writeStringField("message", cause);
                                                    json.writeStringField("next", next);
                                                    json.writeNumberField(
                                                            "exit_code", exitCode.number());
                                                    json.writeEndObject();
                                                    json.writeEndObject();
                                                },
                                                "",
                                                () -> ""));
        return exitCode;
    }

    /** By the words themselves, as the rest of them may not be understood. */
    private Optional<Form> document() {
        for (Form form : new Form[] {Form.JSON, Form.YAML}) {
            for (int i = 0; i < arguments.size(); i++) {
                String word = arguments.get(i);
                if (word.equalsIgnoreCase("-o" + form)
                        || word.equalsIgnoreCase("-o=" + form)
                        || word.equalsIgnoreCase("--output=" + form)
                        || (word.equalsIgnoreCase(form.toString())
                                && i > 0
                                && List.of("-o", "--output").contains(arguments.get(i - 1)))) {
                    return Optional.of(form);
                }
            }
        }
        return Optional.empty();
    }

    private String command() {
        return Program.NAME
                + arguments.stream()
                        .takeWhile(word -> word.matches("[a-z]+"))
                        .limit(2)
                        .map(word -> " " + word)
                        .collect(joining());
    }

    /** What was typed, quoted for a shell. */
    private String commandLine() {
        return Program.NAME + " " + arguments.stream().map(Shell::quoted).collect(joining(" "));
    }
}
