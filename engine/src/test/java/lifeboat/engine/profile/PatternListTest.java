package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternListTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "bar, /foo/bar",
        "bar, /foo/bar/below/it",
        "bar/, /foo/bar",
        "./bar, /foo/bar",
        "bar/x/.., /foo/bar",
        "foo/bar, /x/foo/bar/y",
        "bar/*, /foo/bar/x",
        "/foo, /foo/bar",
        "//foo///bar, /foo/bar",
        "/../foo, /foo",
        "/, /foo",
        "**, /foo",
        "/foo/**, /foo",
        "/foo/**/bar, /foo/bar",
        "/foo/**/bar, /foo/a/b/c/bar/d",
        "foo/**/bar/**/x, /a/foo/b/foo/bar/c/d/x",
        "/**/bar, /foo/bar",
        "/*/**/c, /a/b/c",
    })
    void thePathMatches(String pattern, String path) {
        assertThat(at(path, pattern).matches()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "bar, /foo/rebar",
        "/bar, /foo/bar",
        "foo/bar, /foo/x/bar",
        "bar/*, /foo/bar",
        "/foo/*, /foo",
        "/foo/**/bar, /foo/a/b",
        "/foo/**/bar, /x/foo/bar",
        "foo/**/bar, /bar/foo",
        "., /foo",
        "../foo, /foo",
        "Bar, /foo/bar",
    })
    void thePathDoesNotMatch(String pattern, String path) {
        assertThat(at(path, pattern).matches()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "/foo/bar/baz, /, true",
        "/foo/bar/baz, /foo, true",
        "/foo/bar/baz, /foo/bar, true",
        "/foo/bar/baz, /foo/bar/baz/below, true",
        "/foo/bar/baz, /foo/baz, false",
        "/foo/bar/baz, /x, false",
        "/foo/*/baz, /foo/x, true",
        "/foo/*/baz, /foo/x/y, false",
        "/foo/**/baz, /foo/x/y/z, true",
        "/foo/**/baz, /x, false",
        "baz, /any/where, true",
    })
    void anIncludeEntersWhatMayHoldAMatch(String pattern, String path, boolean enters) {
        assertThat(at(path, pattern).mayMatchBelow()).isEqualTo(enters);
    }

    @Test
    void theLastPatternThatMatchesDecides() {
        List<String> patterns = List.of("/foo/*", "!*.c", "test.*");
        assertThat(at("/foo/a.h", patterns).matches()).isTrue();
        assertThat(at("/foo/a.c", patterns).matches()).isFalse();
        assertThat(at("/foo/test.c", patterns).matches()).isTrue();
    }

    @Test
    void anExclamationMarkBehindABackslashIsAName() {
        assertThat(at("/!foo", "\\!foo").matches()).isTrue();
    }

    @Test
    void aNegatedPatternKeepsAnIncludeFromEntering() {
        assertThat(at("/foo/bar", List.of("/foo/**", "!/foo/bar")).mayMatchBelow()).isFalse();
    }

    @Test
    void caseIsIgnoredInPatternsAndPathsWhenAskedTo() {
        PatternList patterns = PatternList.ignoringCase(List.of("*.XML", "ÄRGER"));
        assertThat(at("/foo/Build.xMl", patterns).matches()).isTrue();
        assertThat(at("/foo/ärger", patterns).matches()).isTrue();
        assertThat(at("/foo/build.xm", patterns).matches()).isFalse();
    }

    @Test
    void namesThatAreNotUtf8AreMatchedByTheirBytes() {
        byte[] latin1 = "caf\u00e9".getBytes(ISO_8859_1);
        assertThat(enters(latin1, "café").matches()).isFalse();
        assertThat(enters(latin1, "caf?").matches()).isTrue();
    }

    @Test
    void emptyPatternsDoNotCount() {
        assertThat(PatternList.of(List.of("", "")).isEmpty()).isTrue();
        assertThat(at("/foo", PatternList.of(List.of(""))).matches()).isFalse();
    }

    @Test
    void aMalformedPatternIsRefusedByName() {
        assertThatThrownBy(() -> PatternList.of(List.of("good", "bad/[a-")))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo("BAD_PATTERN"))
                .hasMessageContaining("\"bad/[a-\"")
                .hasMessageContaining("a [ without its ]");
    }

    @Test
    void aPatternOfTooManyNamesIsRefused() {
        assertThat(at("/a".repeat(62), "a/".repeat(62)).matches()).isTrue();
        assertThatThrownBy(() -> PatternList.of(List.of("a/".repeat(63))))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("more than 62 names");
    }

    @Test
    void manySpansCostNoMoreThanTheirPositions() {
        PatternCursor cursor = PatternList.of(List.of("**/a/".repeat(30) + "b")).root();
        for (int depth = 0; depth < 5_000; depth++) {
            cursor = cursor.enter(new byte[] {'a'});
        }
        assertThat(cursor.matches()).isFalse();
        assertThat(cursor.enter(new byte[] {'b'}).matches()).isTrue();
    }

    private static PatternCursor at(String path, String pattern) {
        return at(path, List.of(pattern));
    }

    private static PatternCursor at(String path, List<String> patterns) {
        return at(path, PatternList.of(patterns));
    }

    private static PatternCursor at(String path, PatternList patterns) {
        PatternCursor cursor = patterns.root();
        for (String name : Arrays.asList(path.split("/", -1))) {
            if (!name.isEmpty()) {
                cursor = cursor.enter(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return cursor;
    }

    private static PatternCursor enters(byte[] name, String pattern) {
        return PatternList.of(List.of(pattern)).root().enter(name);
    }
}
