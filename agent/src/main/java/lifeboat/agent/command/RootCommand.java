package lifeboat.agent.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = Program.NAME,
        header = "Saves directories into a restic repository and brings them back.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Settings, for what is the same in every command:",
            "  LIFEBOAT_REPO        the repository, as in --repo",
            "  LIFEBOAT_PASSWORD    its password; --password-file comes first",
            "  AWS_*                credentials for S3, found as every AWS program does",
            "  LIFEBOAT_DEBUG=1     shows the stack trace of a bug",
            "",
            "In an emergency:",
            "  lifeboat-agent snapshots",
            "  lifeboat-agent restore latest --path /var/jenkins_home --target /mnt/home",
            "",
            "Before one:",
            "  export LIFEBOAT_REPO=s3:https://s3.eu-west-1.amazonaws.com/backups/ci",
            "  lifeboat-agent repo init --password-file /etc/lifeboat/password",
            "  lifeboat-agent backup /var/jenkins_home --profile jenkins",
            "  lifeboat-agent check",
            "",
            "What each command needs: lifeboat-agent COMMAND --help"
        })
final class RootCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
