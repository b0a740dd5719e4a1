package lifeboat.engine.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @Test
    void everyCharacterIsReadAsItWasWritten() {
        for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                byte[] text = Character.toString(character).getBytes(UTF_8);
                assertThat(Utf8.width(text, 0)).isEqualTo(text.length);
                assertThat(Utf8.character(text, 0)).isEqualTo(character);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "80", // continues nothing
                "c0af", // overlong
                "e08080", // overlong
                "f0808080", // overlong
                "eda080", // half of a surrogate pair
                "f4908080", // behind the last character
                "f5808080", // likewise
                "ff",
                "c3", // cut
                "e282", // cut
                "c328" // goes on with an ASCII character
            })
    void aByteThatStartsNoCharacterStandsForItself(String hex) {
        byte[] text = HexFormat.of().parseHex(hex);
        assertThat(Utf8.width(text, 0)).isOne();
        assertThat(Utf8.character(text, 0)).isEqualTo(Utf8.INVALID);
    }

    @Test
    void lowerCaseIsThatOfEachCharacterByItself() {
        assertThat(lower("Config.XML")).isEqualTo("config.xml");
        assertThat(lower("ÄRGER-ΟΔΟΣ")).isEqualTo("ärger-οδοσ"); // no final sigma
        assertThat(lower("İ")).isEqualTo("i"); // one character, not two
    }

    @Test
    void lowerCaseOfALowerCaseAsciiNameIsTheNameItself() {
        byte[] name = "build.xml".getBytes(UTF_8);
        assertThat(Utf8.lowerCase(name)).isSameAs(name);
    }

    @Test
    void lowerCaseReplacesInvalidBytesAsResticDoes() {
        byte[] name = {'A', (byte) 0xFF};
        assertThat(Utf8.lowerCase(name)).isEqualTo("a\uFFFD".getBytes(UTF_8));
    }

    private static String lower(String text) {
        return new String(Utf8.lowerCase(text.getBytes(UTF_8)), UTF_8);
    }
}
