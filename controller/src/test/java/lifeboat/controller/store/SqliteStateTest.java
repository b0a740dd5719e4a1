package lifeboat.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.security.Deed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code RebuildTest} shows that all comes back. */
class SqliteStateTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("controller.db");
    }

    @Test
    void whatIsSeenAgainByItselfIsNoChange() {
        try (Database database = Database.open(file())) {
            SqliteState state = new SqliteState(database);
            long before = state.changes();
            Sighting sighting = new Sighting(NOON, "1.0", Duration.ZERO, "");
            new SqliteHostStore(database).saw(Map.of(new HostName("a"), sighting));
            assertThat(state.changes()).isEqualTo(before);
            new SqliteAuditLog(database).append(NOON, new Deed("ann", "look", "", ""), "");
            assertThat(state.changes()).isGreaterThan(before);
        }
    }

    @Test
    void aStateOfAnEarlierReleaseComesIntoTheTablesOfThisOne() {
        String state =
                """
                {"schema": 1, "tables_version": "1",
                 "tables": {"fence": {"columns": ["epoch"], "rows": [[41]]}}}
                """;

        SqliteState.restore(file(), state);

        try (Database database = Database.open(file())) {
            assertThat(new SqliteOperationJournal(database).raiseEpoch(0)).isEqualTo(42);
            assertThat(new SqlitePlanStore(database).all()).isEmpty();
        }
    }

    @Test
    void whatIsNoStateIsNamed() {
        for (String state :
                new String[] {
                    "",
                    "{}",
                    "{\"schema\": 1, \"tables_version\": \"1\"}",
                    """
                    {"schema": 1, "tables_version": "1",
                     "tables": {"fence": {"columns": ["epoch) --"], "rows": [[41]]}}}
                    """
                }) {
            assertThat(
                            catchThrowableOfType(
                                            ControllerException.class,
                                            () -> SqliteState.restore(file(), state))
                                    .code())
                    .as(state)
                    .isEqualTo("STATE_UNREADABLE");
        }
    }
}
