package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Go's {@code filepath.Match}, as its documentation states them. */
class NamePatternTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "build.xml, build.xml",
        "*, ''",
        "*, .hidden",
        "*.xml, .xml",
        "*.xml, a.xml.xml",
        "a*b*c, a-b-b-c",
        "a*b*c, abc",
        "*a, baaa",
        "a**b, a-b",
        "?, x",
        "?, é",
        "???, né1",
        "[a-c]x, bx",
        "[a-cx-z], y",
        "[^a-c], d",
        "[é-ü], ö",
        "'\\*', '*'",
        "'\\\\', '\\'",
        "'\\[', '['",
        "'[\\]]', ]",
        "'[a\\-c]', -",
        "], ]",
    })
    void theNameMatches(String pattern, String name) {
        assertThat(matches(pattern, name.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "build.xml, Build.xml",
        "build.xml, build.xm",
        "*.xml, a.xml.bak",
        "a*b*c, a-c-b",
        "?, ''",
        "?, ab",
        "[a-c], d",
        "[c-a], b",
        "[^a-c], b",
        "[!a], b", // ! negates in a shell, not here
        "'\\*', a",
        "'[a\\-c]', b",
    })
    void theNameDoesNotMatch(String pattern, String name) {
        assertThat(matches(pattern, name.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[", "[a", "[a-", "[]", "[]a]", "[^]", "[-a]", "[a-]", "[\\", "x\\"})
    void aMalformedPatternIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.compile(pattern.getBytes(UTF_8)));
    }

    @Test
    void anInvalidByteIsACharacterToWildcardsAndOnlyItselfToOthers() {
        byte[] name = {'a', (byte) 0xFF, 'b'};
        assertThat(matches("a?b", name)).isTrue();
        assertThat(matches("a*b", name)).isTrue();
        assertThat(matches("a[^x]b", name)).isTrue();
        assertThat(matches("a[x]b", name)).isFalse();
        assertThat(matches("a\uFFFDb", name)).isFalse();
    }

    @Test
    void manyStarsDoNotBlowUp() {
        byte[] name = "a".repeat(255).getBytes(UTF_8);
        String pattern = "*a".repeat(60) + "*b";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(matches(pattern, name)).isFalse());
    }

    private static boolean matches(String pattern, byte[] name) {
        return NamePattern.compile(pattern.getBytes(UTF_8)).matches(name);
    }
}
