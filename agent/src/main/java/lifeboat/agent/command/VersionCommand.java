package lifeboat.agent.command;

import java.util.Optional;
import lifeboat.agent.output.Console;
import picocli.CommandLine.Command;

@Command(name = "version", header = "Shows the version.")
final class VersionCommand implements Runnable {

    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.say(line());
    }

    static String line() {
        String version =
                Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                        .orElse("(not packaged)");
        return "%s %s, reads and writes restic format 1 and 2, Java %s on %s"
                .formatted(
                        Program.NAME,
                        version,
                        Runtime.version().feature(),
                        System.getProperty("os.arch"));
    }
}
