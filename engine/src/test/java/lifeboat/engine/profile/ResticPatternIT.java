package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.engine.Password;
import lifeboat.engine.restic.key.CheapKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our verdicts against restic's own: what it would back up with {@code --exclude}, what it restores
 * with {@code --include}. In the patterns, {@code @} is the tree and {@code |} parts one from the
 * next.
 */
class ResticPatternIT {

    /** Files; {@code \u00e9} is one byte here, which is not UTF-8. {@code \u00c3\u00a9} is an é. */
    private static final List<String> FILES =
            List.of(
                    "a/build.xml",
                    "a/Build.XML",
                    "a/b/c/build.xml",
                    "a/b/c/d/log",
                    "a/c/log",
                    "a/log/deep/file",
                    "a/x-y-z",
                    "a/.hidden",
                    "a/caf\u00e9",
                    "a/caf\u00c3\u00a9",
                    "a/st*r",
                    "a/star",
                    "a/[b]",
                    "a/!c",
                    "foo/bar/baz/file",
                    "foo/x/bar/baz/file",
                    "foo/x/y/bar/file",
                    "bar/foo/file",
                    "bar/baz",
                    "z1/f",
                    "z2/f",
                    "zz/f");

    private static final String PASSWORD = "of the test";

    @TempDir private static Path folder;

    private static Path tree;
    private static boolean present;

    @BeforeAll
    static void makeRepository() throws Exception {
        present = hasRestic();
        if (!present) {
            return;
        }
        tree = folder.resolve("tree");
        StringBuilder script = new StringBuilder();
        for (String file : FILES) {
            script.append("mkdir -p '")
                    .append(tree.resolve(file.substring(0, file.lastIndexOf('/'))))
                    .append("'\n: > '");
            script.append(tree).append('/').append(file).append("'\n");
        }
        // Java can't name files that are not UTF-8.
        assertThat(run(List.of("sh"), script.toString()).lines()).isEmpty();
        assertThat(restic(List.of("init", "--quiet")).lines()).isEmpty();
        CheapKey.replace(folder.resolve("repository"), Password.of(PASSWORD.toCharArray()));
        assertThat(restic(List.of("backup", "--quiet", tree.toString())).lines()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "*.xml",
                "./log",
                "a/../log",
                "b/*/*",
                "@",
                "@/a/*",
                "/a",
                "foo/**/bar",
                "@/foo/**/bar/*",
                "@/**/baz",
                "@/foo/**",
                "**/c/**/log",
                "x-*-?",
                "caf?",
                "caf??",
                "caf[^x]",
                "st\\*r",
                "st*r",
                "[[]b]",
                "\\!c",
                "z[^0-9]",
                ".*",
                "*.xml|!build.xml",
                "@/a/*|!log|deep",
                "!log|log",
                ".",
                "",
            })
    void anExcludeLeavesOutWhatResticLeavesOut(String patterns) throws Exception {
        assumeRestic();
        assertThat(savedBy("--exclude-file", patterns))
                .isEqualTo(saved(PatternList.of(split(patterns))));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"BUILD.xml", "*.X[M]L", "LOG|!Deep", "CAF\u00c9"})
    void caseIsIgnoredAsResticIgnoresIt(String patterns) throws Exception {
        assumeRestic();
        assertThat(savedBy("--iexclude-file", patterns))
                .isEqualTo(saved(PatternList.ignoringCase(split(patterns))));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"log", "@/a/b/c", "@/foo/**/baz", "@/z?/f", "@/*/bar", "foo|!x"})
    void anIncludeRestoresWhatResticRestores(String patterns) throws Exception {
        assumeRestic();
        Path target = Files.createTempDirectory(folder, "restored");
        List<String> command = new ArrayList<>(List.of("restore", "latest"));
        command.addAll(List.of("--target", target.toString()));
        split(patterns).forEach(pattern -> command.addAll(List.of("--include", pattern)));
        assertThat(restic(command).lines()).isNotEmpty();

        int prefix = (target + "" + tree + "/").length();
        assertThat(
                        run(List.of("find", target.toString(), "-type", "f"), "")
                                .lines()
                                .map(line -> line.substring(prefix)))
                .containsExactlyInAnyOrderElementsOf(restored(PatternList.of(split(patterns))));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"x[", "[]a]", "a/[a-]/b", "x\\"})
    void whatWeRefuseResticRefuses(String pattern) throws Exception {
        assumeRestic();
        assertThat(restic(List.of("backup", "--dry-run", "--exclude", pattern, "" + tree)).text())
                .contains("invalid pattern(s)");
        assertThatThrownBy(() -> PatternList.of(List.of(pattern)))
                .isInstanceOf(ProfileException.class);
    }

    private static Set<String> savedBy(String option, String patterns) throws Exception {
        // A file, since the locale decides what an argument's é becomes.
        Path list = Files.write(folder.resolve("patterns"), split(patterns));
        List<String> command = new ArrayList<>(List.of("backup", "--dry-run", "-vv", "--force"));
        command.addAll(List.of(option, list.toString(), tree.toString()));
        String prefix = "new       " + tree + "/";
        return restic(command)
                .lines()
                .filter(line -> line.startsWith(prefix) && !line.contains("/, saved"))
                .map(line -> line.substring(prefix.length(), line.lastIndexOf(", saved")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> saved(PatternList patterns) {
        return filter(file -> cursors(patterns, file).stream().noneMatch(PatternCursor::matches));
    }

    private static Set<String> restored(PatternList patterns) {
        return filter(
                file -> {
                    List<PatternCursor> cursors = cursors(patterns, file);
                    return cursors.getLast().matches()
                            && cursors.subList(0, cursors.size() - 1).stream()
                                    .allMatch(PatternCursor::mayMatchBelow);
                });
    }

    private static Set<String> filter(Predicate<String> taken) {
        return FILES.stream().filter(taken).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The cursors of the tree, of each directory on the way to the file, and of the file. */
    private static List<PatternCursor> cursors(PatternList patterns, String file) {
        PatternCursor cursor = patterns.root();
        for (Path name : tree) {
            cursor = cursor.enter(name.toString().getBytes(ISO_8859_1));
        }
        List<PatternCursor> cursors = new ArrayList<>(List.of(cursor));
        for (String name : file.split("/", -1)) {
            cursor = cursor.enter(name.getBytes(ISO_8859_1));
            cursors.add(cursor);
        }
        return cursors;
    }

    private static List<String> split(String patterns) {
        return List.of(patterns.replace("@", tree.toString()).split("\\|", -1));
    }

    private static void assumeRestic() {
        assumeTrue(present, "restic is not on the PATH");
    }

    private static boolean hasRestic() throws InterruptedException {
        try {
            return new ProcessBuilder("restic", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Output restic(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("restic", "--no-cache"));
        command.addAll(arguments);
        return run(command, "");
    }

    private static Output run(List<String> command, String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_REPOSITORY", folder.resolve("repository").toString());
        builder.environment().put("RESTIC_PASSWORD", PASSWORD);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(ISO_8859_1));
        }
        String text = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        return new Output(process.waitFor(), text);
    }

    private record Output(int status, String text) {

        Stream<String> lines() {
            assertThat(status).as(text).isZero();
            return text.lines();
        }
    }
}
