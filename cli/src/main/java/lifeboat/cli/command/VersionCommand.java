package lifeboat.cli.command;

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
        console.say(Version.line());
    }
}
