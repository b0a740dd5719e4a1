package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each rule of a profile against a golden file: a section per rule with paths that it decides and
 * near misses that it does not. All paths of a file are one home. A path that ends in {@code /} is
 * a directory. {@code -Dgolden.update} rewrites the verdicts.
 */
class ProfileGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/profile");

    @ParameterizedTest
    @ValueSource(strings = {"jenkins", "hudson"})
    void verdictsAreThoseOfTheGoldenFile(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        Golden golden = new Golden(Profile.named(name), Files.readAllLines(file));
        String now = golden.withVerdicts();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, now);
        }
        assertThat(now).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jenkins", "hudson"})
    void eachRuleHasCasesThatItDecidesAndNearMisses(String name) throws IOException {
        Profile profile = Profile.named(name);
        Golden golden = new Golden(profile, Files.readAllLines(GOLDEN.resolve(name + ".txt")));
        Map<String, Set<Boolean>> decidedByItsRule = new TreeMap<>();
        golden.forEachCase(
                (rule, path) ->
                        decidedByItsRule
                                .computeIfAbsent(rule, _ -> new TreeSet<>())
                                .add(golden.classify(path).id().equals(rule)));

        assertThat(decidedByItsRule.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        profile.rules().stream().map(Rule::id).toList());
        assertThat(decidedByItsRule)
                .allSatisfy((_, found) -> assertThat(found).containsExactly(false, true));
    }

    /** The cases of one file, and the home that they make up. */
    private static final class Golden {

        private final Profile profile;
        private final List<String> lines;
        private final Map<String, Set<String>> namesIn = new HashMap<>();

        Golden(Profile profile, List<String> lines) {
            this.profile = profile;
            this.lines = lines;
            forEachCase(
                    (_, path) -> {
                        String directory = "";
                        for (String name : names(path)) {
                            namesIn.computeIfAbsent(directory, _ -> new TreeSet<>()).add(name);
                            directory += name + "/";
                        }
                    });
        }

        private static List<String> names(String path) {
            String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            return List.of(bare.split("/", -1));
        }

        void forEachCase(BiConsumer<String, String> ruleAndPath) {
            String rule = "";
            for (String line : lines) {
                if (line.startsWith("[")) {
                    rule = line.substring(1, line.indexOf(']'));
                } else if (isCase(line)) {
                    ruleAndPath.accept(rule, path(line));
                }
            }
        }

        private static boolean isCase(String line) {
            return !line.isBlank() && !line.startsWith("[");
        }

        private static String path(String line) {
            return line.split(" ", 2)[0];
        }

        Rule classify(String path) {
            ProfileCursor cursor = profile.root();
            String directory = "";
            List<String> names = names(path);
            for (int i = 0; i < names.size(); i++) {
                byte[] name = names.get(i).getBytes(UTF_8);
                cursor =
                        cursor.among(
                                namesIn.get(directory).stream()
                                        .map(n -> n.getBytes(UTF_8))
                                        .toList());
                if (i == names.size() - 1 && !path.endsWith("/")) {
                    return cursor.classify(name);
                }
                cursor = cursor.enter(name);
                directory += names.get(i) + "/";
            }
            return cursor.rule();
        }

        String withVerdicts() {
            List<String> now = new ArrayList<>();
            for (String line : lines) {
                if (isCase(line)) {
                    Rule rule = classify(path(line));
                    now.add(String.format("%-67s %-14s %s", path(line), rule.verdict(), rule.id()));
                } else {
                    now.add(line);
                }
            }
            return String.join("\n", now) + "\n";
        }
    }
}
