package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every {@code lifeboat-agent} command that our pages tell people to type can be typed. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of(System.getProperty("lifeboat.root"));

    /** In a block of code, or between backticks; with nothing of the shell behind it. */
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?:(?<=`)|(?m:^) *)(?:lifeboat-agent|\\./lifeboat agent) ([^`\n#|>&;]+)");

    @TestFactory
    Stream<DynamicTest> everyCommandOfOurPagesCanBeTyped() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            COMMAND.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1).strip())
                    .filter(words -> !words.equals("…") && !words.startsWith("COMMAND"))
                    .distinct()
                    .forEach(
                            words ->
                                    tests.add(
                                            dynamicTest(
                                                    ROOT.relativize(page) + ": " + words,
                                                    () -> parse(words))));
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests.stream();
    }

    /** With its help asked for, a command is read and not carried out. */
    private static void parse(String words) {
        Machine machine = new Machine();
        assertThat(machine.run((words + " --help").split("\\s+"))).as(words).isZero();
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
