package lifeboat.controller.plan;

import static lifeboat.controller.plan.ScheduledWork.BACKUP;
import static lifeboat.controller.plan.ScheduledWork.CHECK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of schedules does. */
public abstract class ScheduleStoreContract {

    private static final PlanName PLAN = new PlanName("jenkins");
    private static final ScheduleStore.Mark MARK =
            new ScheduleStore.Mark("0 2 * * * Z", Instant.parse("2026-11-23T12:00:00.123Z"));

    /** Opens the store with what the last one opened in this test holds. */
    protected abstract ScheduleStore open();

    @Test
    void whatWasPutIsFoundUnderItsPlanAndWorkOnly() {
        open().put(PLAN, BACKUP, MARK);
        assertThat(open().find(PLAN, BACKUP)).contains(MARK);
        assertThat(open().find(PLAN, CHECK)).isEmpty();
        assertThat(open().find(new PlanName("other"), BACKUP)).isEmpty();
    }

    @Test
    void aLaterMarkTakesThePlaceOfTheFirst() {
        var later = new ScheduleStore.Mark("1 2 * * * Z", MARK.until().plusSeconds(1));
        open().put(PLAN, BACKUP, MARK);
        open().put(PLAN, BACKUP, later);
        assertThat(open().find(PLAN, BACKUP)).contains(later);
    }
}
