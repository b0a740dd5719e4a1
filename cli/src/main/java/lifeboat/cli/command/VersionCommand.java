package lifeboat.cli.command;

import java.util.Optional;
import lifeboat.cli.output.Console;
import picocli.CommandLine.Command;

@Command(
        name = "version",
        header = "Shows the version.",
        footer = {"", "Example:", "  lifeboat version"})
final class VersionCommand implements Runnable {

    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.say(line());
    }

    static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    static String line() {
        return "%s %s, Java %s on %s"
                .formatted(
                        Program.NAME,
                        version(),
                        Runtime.version().feature(),
                        System.getProperty("os.arch"));
    }
}
