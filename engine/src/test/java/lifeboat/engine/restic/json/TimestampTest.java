package lifeboat.engine.restic.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "1901-12-13T21:45:52+01:00",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T12:00:00.1-09:30",
                "2026-11-23T06:42:14.028460192+01:00",
                "2026-11-23T06:42:14.02846+00:01",
                "9999-12-31T23:59:59.999999999+14:00"
            })
    void whatResticWritesComesBackExactly(String text) {
        assertThat(Timestamp.ofText(text)).hasToString(text);
        assertThat(Timestamp.ofText(text).toInstant())
                .isEqualTo(java.time.OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T06:42:14",
                "2026-11-23 06:42:14Z",
                "2026-11-23T06:42:14.Z",
                "2026-11-23T06:42:14ZZ",
                "2026-11-23T06:42:14+0100",
                "2026-11-23T06:42:14+24:00",
                "2026-11-23T06:42:60Z",
                "2026-11-23T24:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "12026-01-01T00:00:00Z",
                "-026-01-01T00:00:00Z",
                "2026-1١-01T00:00:00Z"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Timestamp.ofText(text));
    }

    @Test
    void digitsAfterTheNinthAreDropped() {
        assertThat(Timestamp.ofText("2026-01-01T00:00:00.1234567899Z"))
                .hasToString("2026-01-01T00:00:00.123456789Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T01:00:00+01:00",
        "2026-07-01T00:00:00Z, 2026-07-01T02:00:00+02:00",
        "1901-12-13T20:45:52Z, 1901-12-13T21:45:52+01:00"
    })
    void theOffsetIsThatOfTheZoneAtTheTime(String instant, String text) {
        assertThat(Timestamp.of(Instant.parse(instant), BERLIN)).hasToString(text);
    }

    @Test
    void anOffsetOfZeroIsZ() {
        Instant winter = Instant.parse("2026-01-01T00:00:00.5Z");
        assertThat(Timestamp.of(winter, ZoneOffset.UTC)).hasToString("2026-01-01T00:00:00.5Z");
        assertThat(Timestamp.of(winter, ZoneId.of("Europe/London")))
                .hasToString("2026-01-01T00:00:00.5Z");
    }

    @Test
    void secondsOfAnOffsetShiftTheTimeButAreNotWritten() {
        // Go: time.Unix(-3e9, 0) in Berlin, whose local mean time was 53:28 ahead
        assertThat(Timestamp.of(-3_000_000_000L, 0, BERLIN))
                .hasToString("1874-12-07T19:33:28+00:53");
    }

    @ParameterizedTest
    @CsvSource({
        "253402300799, 9999-12-31T23:59:59Z",
        "253402300800, 9999-01-01T00:00:00Z",
        "-62167219200, 0000-01-01T00:00:00Z",
        "-62167219201, 0000-12-31T23:59:59Z",
        "253407484800, 9999-03-01T00:00:00Z"
    })
    void yearsThatGoCannotWriteAreReplaced(long epochSecond, String text) {
        assertThat(Timestamp.of(epochSecond, 0, ZoneOffset.UTC)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void noTimeOfAFileSystemIsTooFarAway(long epochSecond) {
        assertThat(Timestamp.of(epochSecond, 0, BERLIN).toString()).matches("(0000|9999)-.*");
    }
}
