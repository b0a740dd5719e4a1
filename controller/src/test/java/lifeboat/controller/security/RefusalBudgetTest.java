package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalBudgetTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RefusalBudget budget = new RefusalBudget();

    @Test
    void aFloodIsCountedAndNotWritten() {
        for (int i = 0; i < 60; i++) {
            assertThat(budget.admit(NOW)).hasValue(0);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(budget.admit(NOW.plusSeconds(59))).isEmpty();
        }
        assertThat(budget.admit(NOW.plusSeconds(60))).hasValue(1000);
        assertThat(budget.admit(NOW.plusSeconds(60))).hasValue(0);
    }

    @Test
    void aClockThatIsSetBackSilencesNobody() {
        for (int i = 0; i < 60; i++) {
            budget.admit(NOW);
        }
        assertThat(budget.admit(NOW.minusSeconds(3600))).hasValue(0);
    }
}
