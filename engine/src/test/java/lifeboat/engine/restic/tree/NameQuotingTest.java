package lifeboat.engine.restic.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameQuotingTest {

    private static String quote(byte[] name) {
        return new String(NameQuoting.quote(name), UTF_8);
    }

    private static String quote(String name) {
        return quote(name.getBytes(UTF_8));
    }

    private static byte[] unquote(String quoted) {
        return NameQuoting.unquote(quoted.getBytes(UTF_8));
    }

    @Test
    void controlCharactersAreQuoted() {
        assertThat(quote("\u0007\b\f\n\r\t\u000b")).isEqualTo("\\a\\b\\f\\n\\r\\t\\v");
        assertThat(quote("\u0001\u001b\u007f")).isEqualTo("\\x01\\x1b\\x7f");
        assertThat(quote("q\"b\\'")).isEqualTo("q\\\"b\\\\'");
    }

    @Test
    void whatCannotBeSeenIsQuoted() {
        assertThat(quote("nbsp\u00a0")).isEqualTo("nbsp\\u00a0");
        assertThat(quote("\u0085\u00ad\u200d\u2028\ufeff\ue000\u3000\u0378"))
                .isEqualTo("\\u0085\\u00ad\\u200d\\u2028\\ufeff\\ue000\\u3000\\u0378");
        assertThat(quote(Character.toString(0xe0001) + Character.toString(0x10ffff)))
                .isEqualTo("\\U000e0001\\U0010ffff");
    }

    @Test
    void whatCanBeSeenStays() {
        String seen = "ä😀e\u0301 \ufffd漢<&>~";
        assertThat(quote(seen)).isEqualTo(seen);
    }

    @Test
    void bytesThatAreNotUtf8AreQuotedOneByOne() {
        byte[] name = "bad\u00ff\u00e4utf8\u00ed\u00a0\u0080\u00c3".getBytes(ISO_8859_1);
        assertThat(quote(name)).isEqualTo("bad\\xff\\xe4utf8\\xed\\xa0\\x80\\xc3");
    }

    @Test
    void anyBytesComeBack() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] name = new byte[random.nextInt(12)];
            random.nextBytes(name);
            assertThat(unquote(quote(name))).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\\101, A",
        "\\x41, A",
        "\\u0041\\U00000042, AB",
        "\\u00E4, ä",
        "\\U0001f600, 😀",
        "'tab\traw', 'tab\traw'",
        "it's, it's"
    })
    void otherWaysOfQuotingAreRead(String quoted, String name) {
        assertThat(unquote(quoted)).isEqualTo(name.getBytes(UTF_8));
    }

    @Test
    void octalAndHexadecimalAreBytesNotCharacters() {
        assertThat(unquote("\\377\\xe4")).containsExactly(0xff, 0xe4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\",
                "a\\",
                "\\q",
                "\\'",
                "\"",
                "a\"b",
                "a\nb",
                "\\x4",
                "\\xg0",
                "\\400",
                "\\08",
                "\\8",
                "\\u004",
                "\\ud800",
                "\\U00110000",
                "\\Uffffffff",
                "\\x+1",
                "\\x١١"
            })
    void whatIsNotQuotedAsByGoIsRefused(String quoted) {
        assertThatIllegalArgumentException().isThrownBy(() -> unquote(quoted));
    }
}
