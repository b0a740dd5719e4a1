package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class HelpTest {

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    /** Every command that does something. */
    private List<CommandLine> commands() {
        List<CommandLine> found = new ArrayList<>();
        collect(Program.commandLine(new Commands(operator.surroundings()).all()), found);
        assertThat(found).hasSizeGreaterThan(25);
        return found;
    }

    private static void collect(CommandLine command, List<CommandLine> into) {
        if (command.getSubcommands().isEmpty()
                && !(command.getCommand() instanceof CommandLine.HelpCommand)) {
            into.add(command);
        }
        command.getSubcommands().values().forEach(each -> collect(each, into));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandSaysWhatItDoesAndShowsIt() {
        return commands().stream()
                .map(
                        command -> {
                            String name = command.getCommandSpec().qualifiedName();
                            return dynamicTest(name, () -> saysWhatItDoes(name, command));
                        });
    }

    private static void saysWhatItDoes(String name, CommandLine command) {
        String help = command.getUsageMessage();
        assertThat(command.getHelp().header()).as("header of " + name).isNotBlank();
        assertThat(help).contains("Usage: " + name, "Exit codes:", "Example");
        assertThat(help.lines().filter(line -> line.startsWith("  ") && line.contains("lifeboat ")))
                .as("examples of " + name)
                .isNotEmpty();
        assertThat(help.lines().filter(line -> !line.startsWith("  lifeboat ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @TestFactory
    Stream<DynamicTest> everyOptionIsDescribed() {
        return commands().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(
                        option ->
                                dynamicTest(
                                        option.command().qualifiedName() + option.longestName(),
                                        () ->
                                                assertThat(String.join("", option.description()))
                                                        .isNotBlank()));
    }

    @Test
    void theRootFitsOnAScreenAndBeginsWithAnEmergency() {
        assertThat(operator.run("--help")).isEqualTo(0);

        assertThat(operator.out().lines().count()).isLessThanOrEqualTo(60);
        assertThat(operator.out()).contains("In an emergency:\n  lifeboat status\n");
    }

    @Test
    void helpGoesToStdoutWhicheverWayItIsAskedFor() {
        operator.run("restore", "run", "--help");
        String asked = operator.out();

        Operator third = new Operator(controller);
        third.run("help", "restore");

        assertThat(asked).contains("Usage: lifeboat restore run");
        assertThat(third.out()).contains("Usage: lifeboat restore", "preview", "cancel");
        assertThat(operator.err()).isEmpty();
    }
}
