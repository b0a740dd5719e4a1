package lifeboat.controller.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Runs the operations of a controller in a world that fails in all ways it can, of many seeds.
 *
 * <p>{@code -Dsimulation.seeds=N} runs N of them, {@code -Dsimulation.first=N} begins at another,
 * and a failure prints the command that runs its seed alone, with all that happened.
 */
class OperationSimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final long ENOUGH = 300;
    private static final int LINES = 4_000;

    @Test
    void whateverFailsEveryOperationEndsAndNoneDoesHarm() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            run(seed);
        }
    }

    @Test
    void theWorldIsBadEnoughToSeeEveryEventAndOutcome() {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        Set<Class<?>> events = new HashSet<>();
        for (long seed = 1; seed <= ENOUGH; seed++) {
            run(seed)
                    .forEach(
                            (operation, log) -> {
                                outcomes.add(operation.done().orElseThrow().outcome());
                                log.forEach(entry -> events.add(entry.event().getClass()));
                            });
        }
        // No agent reports a warning here: to the deciders it is a success.
        assertThat(outcomes)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(Outcome.SUCCEEDED_WITH_WARNINGS)));
        assertThat(events).containsExactlyInAnyOrder(OperationEvent.class.getPermittedSubclasses());
    }

    private static Map<Operation, List<LogEntry>> run(long seed) {
        Deque<String> trace = new ArrayDeque<>();
        OperationSimulation simulation =
                new OperationSimulation(
                        seed,
                        line -> {
                            if (SEEDS == 1) {
                                trace.add(line);
                                if (trace.size() > LINES) {
                                    trace.remove();
                                }
                            }
                        });
        try {
            return simulation.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    """
                    %s
                    to see it: mvn test -pl proto,engine,controller -Dtest=OperationSimulationTest \
                    -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seeds=1 \
                    -Dsimulation.first=%d
                    """
                            .formatted(String.join("\n", trace), seed),
                    e);
        }
    }
}
