package lifeboat.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress.Activity;
import lifeboat.engine.Progress.Phase;
import lifeboat.engine.Progress.Sample;
import org.junit.jupiter.api.Test;

class ReporterTest {

    private static final Problem PROBLEM =
            new Problem(Severity.ERROR, "BLOB_DAMAGED", "jobs/a\u001b[2J", "its hash is wrong");

    private final Streams streams = new Streams();

    private static Status status(String notice) {
        Sample sample =
                new Sample(
                        Phase.COPY,
                        34_012,
                        82_014,
                        215_000_000,
                        513_000_000,
                        99_000_000,
                        Optional.of(Activity.DISK),
                        notice);
        return new Status(
                sample, Duration.ofMillis(1500), 160e6, Optional.of(Duration.ofSeconds(2)), 1);
    }

    @Test
    void aPlainLineSaysHowFarAndHowFastAndWhatIsInTheWay() {
        Reporter.of(streams.console(false), false).status(status(""));

        assertThat(streams.err())
                .isEqualTo(
                        "copy, 41%, 34,012 of 82,014 files, 215 MB of 513 MB, 160 MB/s, 0:02 left,"
                                + " 1 error, limited by disk\n");
        assertThat(streams.out()).isEmpty();
    }

    @Test
    void theNoticeTakesThePlaceOfTheLimit() {
        Reporter.of(streams.console(false), false).status(status("waiting for the store"));

        assertThat(streams.err()).endsWith("1 error, waiting for the store\n");
    }

    @Test
    void aTerminalHasOneLineThatIsDrawnAgain() {
        Reporter reporter = Reporter.of(streams.console(true), false);

        reporter.status(status(""));
        reporter.status(status(""));
        reporter.problem(PROBLEM);
        reporter.finished();

        assertThat(streams.err().split("\r", -1)).hasSize(4);
        assertThat(streams.err())
                .endsWith("\r\033[Kerror: jobs/a?[2J: its hash is wrong (BLOB_DAMAGED)\n");
        assertThat(streams.out()).isEmpty();
    }

    @Test
    void theRedrawnLineIsGoneBeforeTheResult() {
        Reporter reporter = Reporter.of(streams.console(true), false);

        reporter.status(status(""));
        reporter.tell(() -> "two\nlines", "summary", _ -> {});

        assertThat(streams.err()).endsWith("\r\033[K");
        assertThat(streams.out()).isEqualTo("two\nlines\n");
    }

    @Test
    void programsGetEverythingAsJson() {
        Reporter reporter = Reporter.of(streams.console(true), true);

        reporter.status(status("wait"));
        reporter.found(PROBLEM);
        reporter.problem(PROBLEM);
        reporter.tell(() -> "words", "summary", json -> json.writeNumberField("files", 3));

        assertThat(streams.out().lines())
                .containsExactly(
                        "{\"message_type\":\"status\",\"phase\":\"copy\",\"seconds_elapsed\":1.5,"
                                + "\"seconds_remaining\":2,\"percent_done\":0.4191033138401559,"
                                + "\"total_files\":82014,\"files_done\":34012,"
                                + "\"total_bytes\":513000000,\"bytes_done\":215000000,"
                                + "\"bytes_transferred\":99000000,\"bytes_per_second\":160000000,"
                                + "\"error_count\":1,\"limited_by\":\"disk\",\"notice\":\"wait\"}",
                        "{\"message_type\":\"problem\",\"severity\":\"error\","
                                + "\"code\":\"BLOB_DAMAGED\",\"path\":\"jobs/a\\u001B[2J\","
                                + "\"message\":\"its hash is wrong\"}",
                        "{\"message_type\":\"summary\",\"files\":3}");
        assertThat(streams.err()).isEmpty();
    }
}
