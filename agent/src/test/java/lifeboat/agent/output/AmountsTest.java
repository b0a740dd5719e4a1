package lifeboat.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "513000000, 513 MB",
        "999499999, 999 MB",
        "999500000, 1.0 GB",
        "1234567890123, 1.2 TB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesHaveAUnitAndAtLeastTwoDigits(long bytes, String shown) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "49, 0.0 s",
        "3210, 3.2 s",
        "59949, 59.9 s",
        "59950, 1 min 00 s",
        "245000, 4 min 05 s",
        "3599600, 1 h 00 min",
        "7800000, 2 h 10 min"
    })
    void elapsedTimeGetsCoarserAsItGrows(long millis, String shown) {
        assertThat(Amounts.elapsed(Duration.ofMillis(millis))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"7, 0:07", "67, 1:07", "3723, 1:02:03"})
    void timeToComeReadsLikeAClock(long seconds, String shown) {
        assertThat(Amounts.clock(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 files", "1, 1 file", "82014, '82,014 files'"})
    void oneIsNotMany(long count, String shown) {
        assertThat(Amounts.count(count, "file", "files")).isEqualTo(shown);
    }
}
