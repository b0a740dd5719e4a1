package lifeboat.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** A person's word that something may be destroyed. */
final class ConfirmOptions {

    @Option(
            names = "--yes",
            description = "Don't ask; for scripts, and together with --reason only.")
    private boolean yes;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason = "";

    String reason() {
        return reason.strip();
    }

    /**
     * Goes on only if a person types {@code name}, or {@code --yes --reason} stand in for that.
     *
     * @param what is going to happen, in words
     */
    void require(String what, String name, Surroundings surroundings) {
        if (yes) {
            if (reason().isEmpty()) {
                throw CommandException.usage(
                        "--yes needs a reason, which the audit log keeps",
                        "add --reason \"why you do it\"");
            }
            return;
        }
        Optional<String> typed = surroundings.prompt().ask(what + "\nType " + name + " to go on: ");
        if (typed.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "CONFIRMATION_NEEDED",
                    what + ", and there is no terminal to ask on",
                    "if that is wanted, add: --yes --reason \"why you do it\"");
        }
        if (!typed.get().strip().equals(name)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "NOT_CONFIRMED",
                    "\"" + typed.get().strip() + "\" is not " + name + "; nothing was changed",
                    "run the same command again, and type " + name);
        }
    }
}
