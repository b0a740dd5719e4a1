package lifeboat.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void theFileMovesTheClockWhileItRuns() throws Exception {
        Path offset = Files.writeString(folder.resolve("offset"), "PT0S");
        FileClock clock = new FileClock(() -> NOON, offset);
        assertThat(clock.instant()).isEqualTo(NOON);
        Files.writeString(offset, "PT-1H\n");
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    }
}
