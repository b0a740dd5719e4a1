package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every {@code lifeboat} command that our pages tell people to type can be typed. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of(System.getProperty("lifeboat.root"));

    /** In a block of code, or between backticks; with nothing of the shell behind it. */
    private static final Pattern COMMAND =
            Pattern.compile("(?:(?<=`)|(?m:^) *)(?:\\./)?lifeboat ([^`\n#|>&;]+)");

    /** As a shell parts them. */
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");

    /** What the launcher of a checkout does itself; … stands for any words. */
    private static final Set<String> NOT_OURS =
            Set.of("agent", "controller", "demo", "test", "bench", "soak", "…", "COMMAND");

    private final FakeController controller = new FakeController();
    private final Operator operator = new Operator(controller);

    @AfterEach
    void close() {
        controller.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCommandOfOurPagesCanBeTyped() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            COMMAND.matcher(Files.readString(page))
                    .results()
                    .map(MatchResult::group)
                    .map(found -> found.strip().replaceFirst("^(\\./)?lifeboat ", ""))
                    .filter(words -> !NOT_OURS.contains(words.split(" ", -1)[0]))
                    .distinct()
                    .forEach(
                            words ->
                                    tests.add(
                                            dynamicTest(
                                                    ROOT.relativize(page) + ": lifeboat " + words,
                                                    () -> parse(words))));
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests.stream();
    }

    private void parse(String text) {
        CommandLine commands = Program.commandLine(new Commands(operator.surroundings()).all());
        String[] words =
                WORD.matcher(text)
                        .results()
                        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                        .toArray(String[]::new);
        if (!isName(commands, words)) {
            assertThatCode(() -> commands.parseArgs(words)).doesNotThrowAnyException();
        }
    }

    /** Whether a command is only spoken of, without what it needs. */
    private static boolean isName(CommandLine commands, String... words) {
        CommandLine command = commands;
        for (String word : words) {
            command = command.getSubcommands().get(word);
            if (command == null) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String folder : List.of("docs", "changelog/unreleased", "grafana")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }
}
