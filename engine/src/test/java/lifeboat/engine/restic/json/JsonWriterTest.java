package lifeboat.engine.restic.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {

    private static String string(String text) {
        return new String(new JsonWriter().string(text).toBytes(), UTF_8);
    }

    @Test
    void stringsAreEscapedAsByGo() {
        assertThat(string("a\"\\/'\b\f\n\r\t\u0000\u001f\u007f"))
                .isEqualTo("\"a\\\"\\\\/'\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\"");
        assertThat(string("<a>&\u2028\u2029"))
                .isEqualTo("\"\\u003ca\\u003e\\u0026\\u2028\\u2029\"");
        assertThat(string("äé\u2027\u202a\ufffd😀")).isEqualTo("\"äé\u2027\u202a\ufffd😀\"");
    }

    /** Bytes are given as Latin-1. */
    @ParameterizedTest
    @CsvSource({
        "x\u00ffy, 1",
        "\u00e4, 1",
        "\u00c3, 1",
        "\u00c0\u0080, 2",
        "\u00ed\u00a0\u0080, 3",
        "\u00e2\u0082, 2",
        "\u00f4\u0090\u0080\u0080, 4",
        "\u00f0\u009f\u0098, 3",
        "\u0080, 1"
    })
    void eachByteThatIsNotUtf8IsReplaced(String latin1, int replaced) {
        byte[] text = latin1.getBytes(ISO_8859_1);
        String json = new String(new JsonWriter().string(text).toBytes(), UTF_8);
        assertThat(json.split("\\\\ufffd", -1)).hasSize(replaced + 1);
        assertThat(Utf8.isValid(text)).isFalse();
    }

    @Test
    void everyCodePointIsValidUtf8() {
        for (int cp = 0; cp <= Character.MAX_CODE_POINT; cp++) {
            if (cp < Character.MIN_SURROGATE || cp > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(cp).getBytes(UTF_8);
                assertThat(Utf8.codePoint(bytes, 0)).isEqualTo(cp);
                assertThat(Utf8.width(cp)).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void commasStandBetween() {
        JsonWriter out = new JsonWriter().raw("{");
        out.key("a").unsigned(-1).key("b").strings(List.of()).key("c").strings(List.of("x", "y"));
        out.unsignedUnlessZero("d", 0).textUnlessEmpty("e", "").key("f").bool(true).raw("}");
        assertThat(new String(out.toBytes(), UTF_8))
                .isEqualTo("{\"a\":18446744073709551615,\"b\":[],\"c\":[\"x\",\"y\"],\"f\":true}");
    }

    @Test
    void longTextsFit() {
        String text = "<".repeat(100_000);
        assertThat(string(text)).hasSize(6 * 100_000 + 2);
    }
}
