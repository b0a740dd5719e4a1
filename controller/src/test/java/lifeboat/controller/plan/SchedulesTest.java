package lifeboat.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant NEXT_RUN = Instant.parse("2026-11-24T02:00:00Z");
    private static final RecoveryPlan DAILY = scheduled("backup: \"0 2 * * *\"");

    private final ScheduleStore store = new MemoryScheduleStore();

    @Test
    void aNewScheduleCountsFromWhenItIsFirstSeen() {
        assertThat(due(DAILY, NOON)).isEmpty();
        assertThat(due(DAILY, NEXT_RUN.minusMillis(1))).isEmpty();
        assertThat(due(DAILY, NEXT_RUN))
                .containsExactly(
                        new Schedules.Due(DAILY.name(), ScheduledWork.BACKUP, NEXT_RUN, NEXT_RUN));
    }

    @Test
    void workStaysDueUntilItWasStartedAndIsNotDueAgain() {
        due(DAILY, NOON);
        assertThat(due(DAILY, NEXT_RUN)).hasSize(1);
        Instant later = NEXT_RUN.plusSeconds(1);
        List<Schedules.Due> again = due(DAILY, later);
        assertThat(again).hasSize(1);
        new Schedules(store).started(DAILY, again.getFirst());
        assertThat(due(DAILY, later.plusSeconds(1))).isEmpty();
        assertThat(due(DAILY, NEXT_RUN.plus(Duration.ofDays(1)))).hasSize(1);
    }

    @Test
    void timesThatWentByWhileTheControllerWasDownAreMadeUpForOnce() {
        due(DAILY, NOON);
        Instant weekLater = NOON.plus(Duration.ofDays(7));
        List<Schedules.Due> due = due(DAILY, weekLater);
        assertThat(due).extracting(Schedules.Due::since).containsExactly(NEXT_RUN);
        new Schedules(store).started(DAILY, due.getFirst());
        assertThat(due(DAILY, weekLater)).isEmpty();
    }

    @Test
    void aClockThatGoesBackRepeatsNothing() {
        due(DAILY, NOON);
        new Schedules(store).started(DAILY, due(DAILY, NEXT_RUN).getFirst());
        assertThat(due(DAILY, NEXT_RUN.minusSeconds(3600))).isEmpty();
        assertThat(due(DAILY, NEXT_RUN)).isEmpty();
    }

    @Test
    void aChangedScheduleDoesNotMakeUpForItsPast() {
        due(DAILY, NOON);
        RecoveryPlan morning = scheduled("backup: \"0 11 * * *\"");
        assertThat(due(morning, NOON.plusSeconds(1))).isEmpty();
        assertThat(due(morning, NOON.plus(Duration.ofHours(22)))).isEmpty();
        assertThat(due(morning, NOON.plus(Duration.ofHours(23)))).hasSize(1);
    }

    @Test
    void anotherTimeZoneIsAnotherSchedule() {
        RecoveryPlan berlin = scheduled("backup: \"0 2 * * *\"\n  timeZone: Europe/Berlin");
        due(berlin, NOON);
        assertThat(due(berlin, NEXT_RUN.minusSeconds(3600))).hasSize(1);
    }

    @Test
    void theTimesOfASuspendedPlanPass() {
        RecoveryPlan suspended =
                PlanTexts.plan(
                        PlanTexts.smallest("jenkins")
                                + "schedule:\n  backup: \"0 2 * * *\"\nsuspended: true\n");
        due(suspended, NOON);
        assertThat(due(suspended, NEXT_RUN.plusSeconds(1))).isEmpty();
        assertThat(due(DAILY, NEXT_RUN.plusSeconds(2))).isEmpty();
        assertThat(new Schedules(store).next(suspended, ScheduledWork.BACKUP, NOON)).isEmpty();
    }

    @Test
    void aScheduleThatIsNewCountsFromThePlansApplication() {
        assertThat(new Schedules(store).next(DAILY, ScheduledWork.BACKUP, NOON)).contains(NEXT_RUN);
    }

    @Test
    void nextLiesInThePastWhileWorkIsDue() {
        Schedules schedules = new Schedules(store);
        due(DAILY, NOON);
        due(DAILY, NEXT_RUN.plusSeconds(600));
        assertThat(schedules.next(DAILY, ScheduledWork.BACKUP, NOON)).contains(NEXT_RUN);
        assertThat(schedules.next(DAILY, ScheduledWork.CHECK, NOON)).isEmpty();
    }

    private List<Schedules.Due> due(RecoveryPlan plan, Instant now) {
        return new Schedules(store).due(List.of(plan), now);
    }

    private static RecoveryPlan scheduled(String lines) {
        return PlanTexts.plan(PlanTexts.smallest("jenkins") + "schedule:\n  " + lines + "\n");
    }
}
