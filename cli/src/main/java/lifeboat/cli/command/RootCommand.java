package lifeboat.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = Program.NAME,
        header = "Brings a lost service back: backups, restores, and what stands in their way.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Settings, for what is the same in every command:",
            "  LIFEBOAT_CONTROLLER  where the controller listens, as in --controller",
            "  LIFEBOAT_IDENTITY    the folder with your certificate, as in --identity",
            "  LIFEBOAT_CONTEXT     both, by their name in ~/.config/lifeboat/config.yaml",
            "  LIFEBOAT_DEBUG=1     shows the stack trace of a failure",
            "",
            "In an emergency:",
            "  lifeboat status",
            "  lifeboat restore preview PLAN",
            "  lifeboat restore run PLAN --wait",
            "",
            "Before one:",
            "  lifeboat token create --host ci --role master > token",
            "  lifeboat plan apply ci.yaml",
            "  lifeboat backup run ci --wait",
            "  lifeboat doctor",
            "",
            "Names and ids may be cut to what makes them unique.",
            "What each command needs: lifeboat COMMAND --help"
        })
final class RootCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
