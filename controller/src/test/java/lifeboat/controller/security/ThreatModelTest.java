package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreatModelTest {

    private static final Path ROOT = Path.of(System.getProperty("lifeboat.root"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\|(?! can't \\||---).*$");
    private static final Pattern NAMED = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|$");

    @Test
    void eachThingThatATheftIsNotGoodForNamesATestThatIsThere() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/threat-model.md"));
        List<String> rows = ROW.matcher(text).results().map(MatchResult::group).toList();
        assertThat(rows).isNotEmpty().allSatisfy(ThreatModelTest::assertNamesATest);
    }

    private static void assertNamesATest(String row) {
        List<MatchResult> named = NAMED.matcher(row).results().toList();
        assertThat(named).as(row).hasSize(1);
        String method = named.getFirst().group(2);
        assertThat(source(named.getFirst().group(1)))
                .containsPattern("(Test|Source\\([^)]*\\))\\s+void " + method + "\\(");
    }

    private static String source(String test) {
        for (String module : List.of("controller", "agent", "e2e")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
                List<Path> found = files.filter(file -> file.endsWith(test + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.getFirst());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("there is no test " + test);
    }
}
