package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import org.junit.jupiter.api.Test;

class RestoreSummaryTest {

    private static String words(long written, Duration copying) {
        RestoreRequest request =
                new RestoreRequest(
                        Reports.snapshot(0xab),
                        Path.of("/target"),
                        "",
                        List.of(),
                        List.of(),
                        Set.of(),
                        false,
                        false,
                        false,
                        false,
                        true);
        RestoreReport report = new RestoreReport(7, 6, 1, 0, 2, 600_000_000, written, 99, 0, 0, 0);
        return new RestoreSummary(request, report, List.of(), Duration.ofMillis(8200), copying)
                .words();
    }

    @Test
    void theRateIsThatOfTheCopyNotOfTheKey() {
        assertThat(words(513_000_000, Duration.ofMillis(3200)).lines())
                .containsExactly(
                        "Restored 6 files, 513 MB in 8.2 s (copy 3.2 s, 160 MB/s); 1 was there"
                                + " already.",
                        "Every file was read back and is as it was saved.");
    }

    @Test
    void whatWritesNothingHasNoRate() {
        assertThat(words(0, Duration.ofMillis(10)))
                .startsWith("Restored 6 files, 0 B in 8.2 s; 1 was there already.");
    }
}
