package lifeboat.controller.plan;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Times that come again, as crontab writes them: minute, hour, day of month, month, day of week.
 * Read on the wall clock of a time zone; a time that its clock skips comes right after the gap.
 */
public final class Cron {

    private static final CronDefinition FIVE_FIELDS =
            CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    /**
     * A Monday far from any change of clocks, so that a gap never depends on the day it is asked.
     */
    private static final Instant REFERENCE = Instant.parse("2024-01-01T00:00:00Z");

    private static final int GAPS = 10; // whole weeks of whatever comes daily or on workdays

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;
    private final Duration longestGap;

    private Cron(String expression, ZoneId zone, ExecutionTime times) {
        this.expression = expression;
        this.zone = zone;
        this.times = times;
        this.longestGap = gap();
    }

    /**
     * Reads a cron expression.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it; also if the time never
     *     comes, as on a 30th of February
     */
    public static Cron of(String expression, ZoneId zone) {
        com.cronutils.model.Cron fields = new CronParser(FIVE_FIELDS).parse(expression);
        return new Cron(expression, zone, ExecutionTime.forCron(fields));
    }

    /** The first time after {@code instant}. */
    public Instant after(Instant instant) {
        return next(instant)
                .orElseThrow(() -> new IllegalArgumentException("the time never comes"));
    }

    /** The longest time from one to the next, by the first ten of a year. */
    public Duration longestGap() {
        return longestGap;
    }

    private Optional<Instant> next(Instant instant) {
        return times.nextExecution(instant.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .map(next -> skipped(instant, next).orElse(next));
    }

    /** The end of the first gap between two instants that swallows a time; the library drops it. */
    private Optional<Instant> skipped(Instant after, Instant before) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        while (change != null && change.getInstant().isBefore(before)) {
            if (change.isGap() && isWithin(change)) {
                return Optional.of(change.getInstant());
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    /** Asked of a clock without gaps, which shows what the zone's would have shown. */
    private boolean isWithin(ZoneOffsetTransition gap) {
        LocalDateTime justBefore = gap.getDateTimeBefore().minusSeconds(1);
        return times.nextExecution(justBefore.atZone(ZoneOffset.UTC))
                .filter(next -> next.toLocalDateTime().isBefore(gap.getDateTimeAfter()))
                .isPresent();
    }

    private Duration gap() {
        Duration longest = Duration.ZERO;
        Instant at = after(REFERENCE);
        for (int i = 0; i < GAPS; i++) {
            Instant next = after(at);
            Duration gap = Duration.between(at, next);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            at = next;
        }
        return longest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron
                && expression.equals(cron.expression)
                && zone.equals(cron.zone);
    }

    @Override
    public int hashCode() {
        return expression.hashCode() * 31 + zone.hashCode();
    }

    /** As it is stored and shown: the five fields and the time zone. */
    @Override
    public String toString() {
        return expression + " " + zone;
    }
}
