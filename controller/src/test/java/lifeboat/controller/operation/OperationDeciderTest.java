package lifeboat.controller.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lifeboat.controller.operation.OperationState.Done;
import lifeboat.controller.operation.OperationState.Queued;
import org.junit.jupiter.api.Test;

class OperationDeciderTest {

    private static final Path TABLE =
            Path.of("src/test/resources/golden/operation/decider-table.txt");

    @Test
    void everyStateAndEventIsDecidedAsTheTableSays() throws IOException {
        String table = table();
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }
        assertThat(table).isEqualTo(Files.readString(TABLE));
    }

    @Test
    void theTableLacksNoStateAndNoEvent() {
        assertThat(types(Samples.states()))
                .containsExactlyInAnyOrder(OperationState.class.getPermittedSubclasses());
        assertThat(types(Samples.events(1)))
                .containsExactlyInAnyOrder(OperationEvent.class.getPermittedSubclasses());
    }

    private static Set<Class<?>> types(List<?> values) {
        Set<Class<?>> types = new HashSet<>();
        values.forEach(value -> types.add(value.getClass()));
        return types;
    }

    private static String table() {
        OperationDecider decider = new OperationDecider(OperationKind.RESTORE);
        List<String> lines = new ArrayList<>();
        for (OperationState state : Samples.states()) {
            lines.add(state.toString());
            int attempt = state.attempt().map(Attempt::number).orElse(1);
            for (OperationEvent event : Samples.events(attempt)) {
                Decision decision = decider.decide(state, event);
                lines.add("    " + event);
                lines.add("        " + words(state, decision));
                decision.commands().forEach(command -> lines.add("        send " + command));
            }
        }
        return brief(String.join("\n", lines)) + "\n";
    }

    /** Leaves out what no decision turns on. */
    private static String brief(String table) {
        return table.replaceAll(
                        "Completed\\[report=.*?, errors=(\\d+), warnings=(\\d+)]",
                        "Completed[errors=$1, warnings=$2]")
                .replaceAll("Failure\\[code=(\\w+), message=.*?, next=.*?]", "$1")
                .replaceAll("Attempt\\[step=restore, number=(\\d)]", "restore/$1")
                .replaceAll("Lost\\[since=2026-11-23T12:(.*?)Z]", "Lost since $1")
                .replace("[]", "");
    }

    private static String words(OperationState state, Decision decision) {
        String deadline = decision.deadline().map(d -> " for " + d).orElse("");
        if (decision.next().equals(state)) {
            return decision.timed() ? "= renewed" + deadline : "=";
        }
        return "-> " + decision.next() + deadline;
    }

    @Test
    void nothingLeavesTheEnd() {
        OperationDecider decider = new OperationDecider(OperationKind.RESTORE);
        for (OperationState state : Samples.states()) {
            for (OperationEvent event : Samples.events(1)) {
                if (state instanceof Done) {
                    assertThat(decider.decide(state, event).next()).isEqualTo(state);
                }
            }
        }
    }

    @Test
    void whatNeverLeftTheControllerIsCancelledAtOnce() {
        Decision decision =
                new OperationDecider(OperationKind.RESTORE)
                        .decide(
                                new Queued(List.of()),
                                new OperationEvent.CancelAsked("bob", "enough"));
        assertThat(decision.next())
                .isInstanceOfSatisfying(
                        Done.class,
                        done -> {
                            assertThat(done.outcome()).isEqualTo(Outcome.CANCELLED);
                            assertThat(done.home()).isEqualTo(HomeState.UNTOUCHED);
                        });
    }

    @Test
    void onlyARestoreSpeaksOfTheHome() {
        for (OperationKind kind :
                List.of(OperationKind.BACKUP, OperationKind.CHECK, OperationKind.PREVIEW)) {
            OperationDecider decider = new OperationDecider(kind);
            for (OperationState state : Samples.states()) {
                for (OperationEvent event : Samples.events(1)) {
                    if (!(state instanceof Done)
                            && decider.decide(state, event).next() instanceof Done done) {
                        assertThat(done.home()).isEqualTo(HomeState.UNKNOWN);
                    }
                }
            }
        }
    }

    @Test
    void pausesBetweenAttemptsGrow() {
        assertThat(Limits.beforeAttempt(2)).hasSeconds(30);
        assertThat(Limits.beforeAttempt(3)).hasSeconds(120);
    }
}
