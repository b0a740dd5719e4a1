package lifeboat.controller.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of all operations of one kind of one plan. Immutable.
 *
 * @param requested when the latest was asked for
 * @param last the one that ended last
 * @param lastSuccess the last that brought what was asked for
 * @param lastWhole the last restore that succeeded and found nothing already there, so that its
 *     duration says how long all of it takes
 * @param failuresInARow since the last success; what was cancelled or superseded counts as neither
 * @param ended how many ended how; all outcomes are there
 * @param failures how many failed for which reason: at most {@value #CODES} codes, and what comes
 *     after as {@value #OTHER}
 * @param durations of all that succeeded, from the request to the end
 */
public record Runs(
        Optional<Instant> requested,
        Optional<Operation> last,
        Optional<Operation> lastSuccess,
        Optional<Operation> lastWhole,
        int failuresInARow,
        Map<Outcome, Long> ended,
        Map<String, Long> failures,
        Durations durations) {

    /** Stands for all codes that are too many. */
    public static final String OTHER = "OTHER";

    private static final int CODES = 30;

    /** There was none. */
    public static final Runs NONE =
            new Runs(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    noneEnded(),
                    Map.of(),
                    Durations.NONE);

    public Runs {
        ended = Map.copyOf(ended);
        failures = Map.copyOf(failures);
    }

    private static Map<Outcome, Long> noneEnded() {
        Map<Outcome, Long> none = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            none.put(outcome, 0L);
        }
        return none;
    }

    /** How long an operation took, waiting included; zero if it has not ended. */
    public static Duration duration(Operation operation) {
        Instant asked = operation.request().time();
        return Duration.between(asked, operation.ended().orElse(asked));
    }

    /** Whether the one that ended last brought what was asked for. */
    public boolean lastSucceeded() {
        return last.isPresent() && last.equals(lastSuccess);
    }

    Runs requested(Instant time) {
        Instant latest = requested.filter(before -> before.isAfter(time)).orElse(time);
        return new Runs(
                Optional.of(latest),
                last,
                lastSuccess,
                lastWhole,
                failuresInARow,
                ended,
                failures,
                durations);
    }

    /** Counts an operation that has ended. */
    Runs with(Operation operation, OperationState.Done done) {
        boolean good = isSuccess(done.outcome());
        boolean bad = done.outcome() == Outcome.FAILED || done.outcome() == Outcome.REFUSED;
        Map<Outcome, Long> outcomes = new EnumMap<>(ended);
        outcomes.merge(done.outcome(), 1L, Long::sum);
        return new Runs(
                requested,
                later(last, operation),
                good ? later(lastSuccess, operation) : lastSuccess,
                good && isWhole(operation) ? later(lastWhole, operation) : lastWhole,
                good ? 0 : failuresInARow + (bad ? 1 : 0),
                outcomes,
                bad ? counted(operation) : failures,
                good ? durations.with(duration(operation)) : durations);
    }

    private Map<String, Long> counted(Operation operation) {
        String code = operation.trouble().map(Failure::code).orElse(OTHER);
        Map<String, Long> more = new TreeMap<>(failures);
        more.merge(more.containsKey(code) || more.size() < CODES ? code : OTHER, 1L, Long::sum);
        return more;
    }

    /** They may be read in another order than they ended in. */
    private static Optional<Operation> later(Optional<Operation> known, Operation one) {
        return known.filter(before -> before.revision().time().isAfter(one.revision().time()))
                .or(() -> Optional.of(one));
    }

    private static boolean isSuccess(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED, SUCCEEDED_WITH_WARNINGS -> true;
            case REFUSED, FAILED, CANCELLED, SUPERSEDED -> false;
        };
    }

    private static boolean isWhole(Operation operation) {
        return operation
                .completed()
                .map(TaskOutcome.Completed::report)
                .filter(TaskReport.RestoreReport.class::isInstance)
                .map(TaskReport.RestoreReport.class::cast)
                .filter(report -> report.keptFiles() == 0)
                .isPresent();
    }
}
