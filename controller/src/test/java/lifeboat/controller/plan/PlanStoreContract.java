package lifeboat.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of plans does. */
public abstract class PlanStoreContract {

    private static final Instant T1 = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final PlanDocument FIRST = PlanTexts.document(PlanTexts.smallest("jenkins"));
    private static final PlanDocument SECOND =
            PlanTexts.document(PlanTexts.smallest("jenkins") + "suspended: true\n");

    /** Opens the store with what the last one opened in this test holds. */
    protected abstract PlanStore open();

    @Test
    void theFirstVersionIsOne() {
        StoredPlan stored = open().apply(FIRST, T1, "ann");
        assertThat(stored).isEqualTo(new StoredPlan(FIRST, 1, T1, T1, "ann"));
        assertThat(open().find(stored.name())).contains(stored);
        assertThat(open().all()).containsExactly(stored);
    }

    @Test
    void aChangeIsANewVersionAndKeepsTheOld() {
        PlanStore store = open();
        StoredPlan first = store.apply(FIRST, T1, "ann");
        StoredPlan second = store.apply(SECOND, T2, "bob");
        assertThat(second).isEqualTo(new StoredPlan(SECOND, 2, T1, T2, "bob"));
        assertThat(open().all()).containsExactly(second);
        assertThat(open().versions(second.name())).containsExactly(first, second);
    }

    @Test
    void theSameDocumentAgainChangesNothing() {
        StoredPlan first = open().apply(FIRST, T1, "ann");
        assertThat(open().apply(FIRST, T2, "bob")).isEqualTo(first);
        assertThat(open().versions(first.name())).containsExactly(first);
    }

    @Test
    void aDeletedPlanIsGoneAndCountsOnWhenItComesBack() {
        StoredPlan first = open().apply(FIRST, T1, "ann");
        PlanStore store = open();
        assertThat(store.delete(first.name())).isTrue();
        assertThat(store.delete(first.name())).isFalse();
        assertThat(open().find(first.name())).isEmpty();
        assertThat(open().all()).isEmpty();
        StoredPlan again = open().apply(FIRST, T2, "ann");
        assertThat(again).isEqualTo(new StoredPlan(FIRST, 2, T2, T2, "ann"));
        assertThat(open().versions(first.name())).containsExactly(first, again);
    }

    @Test
    void plansComeByName() {
        PlanStore store = open();
        for (String name : new String[] {"b", "c", "a"}) {
            store.apply(PlanTexts.document(PlanTexts.smallest(name)), T1, "ann");
        }
        assertThat(open().all())
                .extracting(plan -> plan.name().value())
                .containsExactly("a", "b", "c");
    }
}
