package lifeboat.cli.command;

import static java.util.stream.Collectors.toMap;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Runs one command line from its words to its exit code. */
public final class Program {

    static final String NAME = "lifeboat";

    private Program() {}

    /** Runs the command that {@code arguments} name, and returns the exit code's number. */
    public static int run(String[] arguments, Surroundings surroundings) {
        boolean debug = surroundings.environment().containsKey("LIFEBOAT_DEBUG");
        Failures failures = new Failures(surroundings.console(), arguments, debug);
        int exitCode;
        try {
            exitCode = execute(arguments, surroundings, failures);
        } catch (Throwable e) { // the edge of the program: nothing above would say it better
            exitCode = failures.report(e).number();
        }
        if (!surroundings.console().flush() && exitCode == ExitCode.DONE.number()) {
            CommandException cut =
                    new CommandException(
                            ExitCode.FAILED,
                            "OUTPUT_CUT",
                            "not all of the output could be written to stdout",
                            "see whether its disk is full, or its reader has ended");
            return failures.report(cut).number();
        }
        return exitCode;
    }

    private static int execute(String[] arguments, Surroundings surroundings, Failures failures) {
        refuseUnreadable(arguments);
        CommandLine commands = commandLine(new Commands(surroundings).namedBy(arguments));
        commands.setParameterExceptionHandler((e, _) -> failures.report(e).number());
        commands.setExecutionExceptionHandler((e, _, _) -> failures.report(e).number());
        commands.setExecutionStrategy(new CommandLine.RunLast());
        StringWriter help = new StringWriter();
        commands.setOut(new PrintWriter(help));
        int exitCode = commands.execute(arguments);
        surroundings.console().say(help.toString());
        return exitCode;
    }

    /** Java gives this character for bytes of an argument that the locale can't read. */
    private static void refuseUnreadable(String[] arguments) {
        Optional<String> unreadable =
                Arrays.stream(arguments).filter(word -> word.contains("\ufffd")).findFirst();
        if (unreadable.isPresent()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "ARGUMENT_UNREADABLE",
                    "the locale can't read the letters of \"" + unreadable.get() + "\"",
                    "export LC_ALL=C.UTF-8 and run the same command again");
        }
    }

    /** Gives the commands below {@code root} what all have. */
    static CommandLine commandLine(CommandLine root) {
        root.getCommandSpec()
                .addOption(
                        OptionSpec.builder("--version")
                                .versionHelp(true)
                                .description("Show the version.")
                                .build())
                .version(Version.line());
        complete(root);
        return root;
    }

    /** --help, the exit codes, one look. */
    private static void complete(CommandLine command) {
        command.setExpandAtFiles(false); // "@" begins a file's name, too
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
            command.getCommandSpec()
                    .addOption(
                            OptionSpec.builder("-h", "--help")
                                    .usageHelp(true)
                                    .description("Show this text.")
                                    .build());
        }
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.width(80);
        usage.sortOptions(false);
        usage.sortSynopsis(false);
        usage.synopsisHeading("%nUsage: ");
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%n");
        usage.commandListHeading("%nCommands:%n");
        if (usage.description().length > 0
                && command.getCommandSpec().positionalParameters().isEmpty()) {
            usage.optionListHeading("%n");
        }
        if (command.getSubcommands().isEmpty()) {
            usage.exitCodeListHeading("%nExit codes:%n");
            usage.exitCodeList(
                    Arrays.stream(ExitCode.values())
                            .collect(
                                    toMap(
                                            code -> " " + code.number(),
                                            ExitCode::meaning,
                                            (a, _) -> a,
                                            LinkedHashMap::new)));
        }
        command.getSubcommands().values().forEach(Program::complete);
    }
}
