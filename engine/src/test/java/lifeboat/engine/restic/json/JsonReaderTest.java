package lifeboat.engine.restic.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static final ObjectId ID = ObjectId.hash(new byte[0]);

    private static <T> T read(byte[] json, JsonReader.Document<T> document) {
        return JsonReader.read("thing", ID, json, 0, json.length, document);
    }

    private static <T> T read(String json, JsonReader.Document<T> document) {
        return read(json.getBytes(UTF_8), document);
    }

    private static void assertRefused(Kind kind, String json, JsonReader.Document<?> document) {
        assertThatThrownBy(() -> read(json, document))
                .isInstanceOfSatisfying(
                        RepositoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static List<String> keys(String json, Names names) {
        List<String> keys = new ArrayList<>();
        read(
                json,
                in -> {
                    in.object(names, keys::add);
                    return keys;
                });
        return keys;
    }

    @Test
    void keysAreFoundInAnyOrderAndWhatTheyHoldIsPassedOver() {
        Names names = Names.of("a", "sevenxx", "eightxxx", "averylongname", "averylongnamex");
        String json =
                "{\"eightxxx\":[{}, []],\"averylongnamex\" : -1.5e+7 ,\"a\":\"}\\\"\","
                        + "\"averylongnamey\":true,\"averylongname\":null,\"ab\":false,"
                        + "\"\":{\"a\":0},\"sevenxx\":[1,2] , \"\\u0061\":0}";
        assertThat(keys(json, names))
                .isEqualTo(keys(json, Names.of()))
                .containsExactly(
                        "eightxxx",
                        "averylongnamex",
                        "a",
                        "averylongnamey",
                        "averylongname",
                        "ab",
                        "",
                        "sevenxx",
                        "a");
    }

    @Test
    void aKnownNameIsNoNewString() {
        Names names = Names.of("file");
        String file = "fi".concat("le");
        String read = read("\"file\"      ", in -> in.string(names));
        assertThat(read).isEqualTo(file).isSameAs(names.text(0));
    }

    @Test
    void aRecentTextIsTheSameString() {
        RecentText recent = new RecentText();
        List<String> texts = new ArrayList<>();
        String json = "[\"a\\\"ä\",\"a\\\"ä\",\"a\",\"a\\\"ä\",\"\",null]";
        read(
                json,
                in -> {
                    in.array(() -> texts.add(in.string(recent)));
                    return texts;
                });
        assertThat(texts).containsExactly("a\"ä", "a\"ä", "a", "a\"ä", "", "");
        assertThat(texts.get(1)).isSameAs(texts.get(0));
    }

    private static String string(String json) {
        return read("\"" + json + "\"", JsonReader::string);
    }

    @Test
    void escapesAreReadAsByGo() {
        assertThat(string("\\\"\\\\\\/\\b\\f\\n\\r\\t")).isEqualTo("\"\\/\b\f\n\r\t");
        assertThat(string("\\u00e4\\u00E4ä\\u20ac€")).isEqualTo("äää€€");
        assertThat(string("\\ud83d\\ude00😀")).isEqualTo("😀😀");
    }

    @Test
    void aLoneSurrogateIsReadAsGoReadsIt() {
        assertThat(string("\\ud83dx")).isEqualTo("\ufffdx");
        assertThat(string("\\ud83d\\n")).isEqualTo("\ufffd\n");
        assertThat(string("\\ude00\\ud83d")).isEqualTo("\ufffd\ufffd");
        assertThat(string("\\ud83d\\ud83d\\ude00")).isEqualTo("\ufffd😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\\\"",
                "\"\\q\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "\"\t\"",
                "\"\\",
                "\"\u0000\"",
                "'a'"
            })
    void stringsThatAreNoneAreDamage(String json) {
        assertRefused(Kind.REPOSITORY_DAMAGED, json, JsonReader::string);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u0080"})
    void bytesThatAreNotUtf8AreDamage(String latin1) {
        byte[] json = ("\"" + latin1 + "\"").getBytes(ISO_8859_1);
        assertThatThrownBy(() -> read(json, JsonReader::string))
                .isInstanceOf(RepositoryException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "999999999999999999",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551609",
                "18446744073709551615"
            })
    void numbersAreReadToTheLast(String number) {
        assertThat(read(number, JsonReader::uint64)).isEqualTo(Long.parseUnsignedLong(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551616",
                "18446744073709551620",
                "99999999999999999999",
                "-1"
            })
    void numbersBeyondSixtyFourBitsAreHostile(String number) {
        assertRefused(Kind.REPOSITORY_HOSTILE, number, JsonReader::uint64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "00", "1.0", "1e3", "-", "+1", "1x", "true", "", "1 2"})
    void whatIsNoNumberIsDamage(String number) {
        assertRefused(Kind.REPOSITORY_DAMAGED, number, JsonReader::uint64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{,}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"a\":}",
                "{1:1}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "nul",
                "tru",
                "nulls",
                "1.",
                ".5",
                "-",
                "1e",
                "01",
                "{\"a\":1",
                "[[]",
                "\"a"
            })
    void whatIsSkippedMustParse(String value) {
        assertRefused(
                Kind.REPOSITORY_DAMAGED,
                value,
                in -> {
                    in.skip();
                    return in;
                });
    }

    @Test
    void idsAreReadByTheWord() {
        String hex = "0123456789abcdefffffffffffffffff0000000000000000fedcba9876543210";
        assertThat(read("\"" + hex + "\"", JsonReader::id)).isEqualTo(ObjectId.parse(hex));
        assertThat(read("\"" + hex.toUpperCase(java.util.Locale.ROOT) + "\"", JsonReader::id))
                .isEqualTo(ObjectId.parse(hex));
        List<ObjectId> three =
                read("[\"" + (hex + "\",\"").repeat(2) + hex + "\"]", JsonReader::ids);
        assertThat(three).containsOnly(ObjectId.parse(hex)).hasSize(3);
    }

    @Test
    void everyByteThatIsNoDigitSpoilsAnId() {
        for (int b = 0; b < 256; b++) {
            byte[] json = ("\"" + "a".repeat(64) + "\"").getBytes(ISO_8859_1);
            json[1 + b % 64] = (byte) b;
            boolean digit = Character.digit(b, 16) >= 0;
            if (digit) {
                String hex = new String(json, 1, 64, ISO_8859_1);
                assertThat(read(json, JsonReader::id).hex()).isEqualToIgnoringCase(hex);
            } else {
                assertThatThrownBy(() -> read(json, JsonReader::id))
                        .isInstanceOf(RepositoryException.class);
            }
        }
    }

    @Test
    void timesThatFollowEachOtherDoNotMix() {
        List<String> texts =
                List.of(
                        "2026-11-23T06:42:14.5Z",
                        "2026-11-23T06:42:14.5Z",
                        "2026-11-23T06:42:14.55Z",
                        "2026-11-23T06:42:14.5+01:00",
                        "2025-11-23T06:42:14Z",
                        "2025-12-23T06:42:14Z",
                        "2025-12-24T06:42:14Z");
        List<String> read = new ArrayList<>();
        read(
                "[\"" + String.join("\",\"", texts) + "\"]",
                in -> {
                    in.array(() -> read.add(in.timestamp().toString()));
                    return read;
                });
        assertThat(read).isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-11-23T06:42:14Z", "\"2026-11-23T06:42:14Zx\"", "\"2026", "\""})
    void aTimeEndsWithItsString(String json) {
        assertRefused(Kind.REPOSITORY_DAMAGED, json, JsonReader::timestamp);
    }
}
