package lifeboat.cli.command;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        header = "Prints what a shell needs to complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(lifeboat completion bash)    # in ~/.bashrc",
            "  source <(lifeboat completion zsh)     # in ~/.zshrc"
        })
final class CompletionCommand implements Runnable {

    /** One script serves both: in zsh it asks for bash's way of completing. */
    private enum ForShell {
        BASH,
        ZSH
    }

    private final Surroundings surroundings;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private ForShell shell = ForShell.BASH;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        String script =
                AutoComplete.bash(
                        Program.NAME, Program.commandLine(new Commands(surroundings).all()));
        surroundings.console().say("# For " + shell.name().toLowerCase(Locale.ROOT));
        surroundings.console().say(script);
    }
}
