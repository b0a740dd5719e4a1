package lifeboat.agent.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "repo",
        header = "Makes a repository, or tells what it is.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  lifeboat-agent repo init --repo /mnt/backup --password-file ~/password",
            "  lifeboat-agent repo info --repo /mnt/backup --password-file ~/password"
        })
final class RepoCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: init or info");
    }
}
