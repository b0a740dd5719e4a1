package lifeboat.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import lifeboat.controller.error.ControllerException;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String JENKINS = PlanTexts.smallest("jenkins");

    private final Plans plans = new Plans(new MemoryPlanStore(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void applyingTwiceChangesOnce() {
        assertThat(plans.apply(JENKINS, "ann"))
                .isInstanceOfSatisfying(
                        Plans.Applied.class, applied -> assertThat(applied.changed()).isTrue());
        assertThat(plans.apply(JENKINS, "bob"))
                .isInstanceOfSatisfying(
                        Plans.Applied.class,
                        applied -> {
                            assertThat(applied.changed()).isFalse();
                            assertThat(applied.plan().appliedBy()).isEqualTo("ann");
                        });
    }

    @Test
    void aFaultyDocumentStoresNothing() {
        assertThat(plans.apply("name: x", "ann")).isInstanceOf(Plans.Refused.class);
        assertThat(plans.all()).isEmpty();
    }

    @Test
    void oneRepositoryNameMeansOnePlace() {
        plans.apply(JENKINS, "ann");
        String other = PlanTexts.smallest("other");
        assertThat(faultKey(other.replace("/srv/repository", "/srv/another")))
                .isEqualTo("repository.url");
        assertThat(faultKey(other.replace("name: main", "name: second")))
                .isEqualTo("repository.name");
        assertThat(
                        faultKey(
                                other.replace(
                                        "/repository",
                                        "/repository, configId: " + "ab".repeat(32))))
                .isEqualTo("repository.configId");
        assertThat(plans.apply(other, "ann")).isInstanceOf(Plans.Applied.class);
    }

    @Test
    void aPlanMayMoveItsOwnRepository() {
        plans.apply(JENKINS, "ann");
        assertThat(plans.apply(JENKINS.replace("/srv/repository", "/srv/another"), "ann"))
                .isInstanceOf(Plans.Applied.class);
    }

    @Test
    void aPlanIsFoundByAUniqueBeginningOfItsName() {
        plans.apply(PlanTexts.smallest("jenkins"), "ann");
        plans.apply(PlanTexts.smallest("jenkins-2"), "ann");
        assertThat(plans.require("jenkins").name()).hasToString("jenkins");
        assertThat(plans.require("jenkins-").name()).hasToString("jenkins-2");
        assertThat(refusal(() -> plans.require("jen"))).isEqualTo("PLAN_AMBIGUOUS");
        assertThat(refusal(() -> plans.require("x"))).isEqualTo("PLAN_UNKNOWN");
        assertThat(refusal(() -> plans.require(""))).isEqualTo("PLAN_UNKNOWN");
    }

    @Test
    void onlyAWholeNameDeletes() {
        plans.apply(JENKINS, "ann");
        assertThat(refusal(() -> plans.delete("jenkin"))).isEqualTo("PLAN_UNKNOWN");
        assertThat(refusal(() -> plans.delete("No Name"))).isEqualTo("PLAN_UNKNOWN");
        plans.delete("jenkins");
        assertThat(plans.all()).isEmpty();
    }

    private String faultKey(String yaml) {
        return switch (plans.apply(yaml, "ann")) {
            case Plans.Applied applied -> throw new AssertionError(applied.toString());
            case Plans.Refused refused -> refused.faults().getFirst().key();
        };
    }

    private static String refusal(Runnable call) {
        var thrown = new String[1];
        assertThatExceptionOfType(ControllerException.class)
                .isThrownBy(call::run)
                .satisfies(e -> thrown[0] = e.code());
        return thrown[0];
    }
}
