package lifeboat.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.RepositoryAccess;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.Task;
import lifeboat.engine.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Outcome FAILED = new Outcome.Failed("CODE", "message", "next", true);

    @TempDir private Path folder;

    private Journal open() {
        return Journal.open(folder, new SecureRandom());
    }

    private static StepId step(int number) {
        return new StepId("b-" + number, "backup");
    }

    private static Command command(int number, int attempt, Fence fence) {
        return new Command(
                step(number),
                attempt,
                fence,
                new Task.Backup(
                        new RepositoryAccess(
                                "/backups", "ab".repeat(32), Password.of("geheim".toCharArray())),
                        List.of("/srv/a", "/srv/b"),
                        "jenkins",
                        List.of("*.tmp"),
                        List.of("plan=ci"),
                        "ci"));
    }

    private Path file() {
        return folder.resolve("journal");
    }

    @Test
    void whatWasAcceptedIsThereAfterAnEndWithoutWarning() {
        Journal killed = open(); // and never closed
        killed.accept(command(1, 2, new Fence(3, 4)));

        try (Journal journal = open()) {
            JournaledStep held = journal.held().getFirst();
            assertThat(held.step()).isEqualTo(step(1));
            assertThat(held.attempt()).isEqualTo(2);
            assertThat(held.hasEnded()).isFalse();
            assertThat(held.command().orElseThrow().task().targets())
                    .containsExactly("/srv/a", "/srv/b");
            assertThat(held.command().orElseThrow().task().repository().password().bytes())
                    .asString()
                    .isEqualTo("geheim");
        }
    }

    @Test
    void anOutcomeIsKeptUntilItIsAcknowledged() {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
            journal.end(step(1), 1, FAILED);
        }
        try (Journal journal = open()) {
            assertThat(journal.held().getFirst().outcome()).contains(FAILED);
            journal.acknowledge(step(1), 1);
        }
        try (Journal journal = open()) {
            assertThat(journal.held()).isEmpty();
            assertThat(journal.find(step(1)).orElseThrow().outcome()).contains(FAILED);
        }
    }

    @Test
    void theOutcomeOfAnEarlierAttemptChangesNothing() {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
            journal.accept(command(1, 2, new Fence(1, 2)));
            journal.end(step(1), 1, FAILED);

            assertThat(journal.held().getFirst().hasEnded()).isFalse();
        }
    }

    @Test
    void aWishToCancelSurvives() {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
            journal.askToCancel(step(1));
        }
        try (Journal journal = open()) {
            assertThat(journal.held().getFirst().cancelAsked()).isTrue();
        }
    }

    @Test
    void whatWillNotBeginIsToldUntilItIsAcknowledged() {
        Outcome never = new Outcome.Cancelled("never begun");
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
            journal.neverBegin(step(1), 2, never);
        }
        try (Journal journal = open()) {
            assertThat(journal.held()).containsExactly(JournaledStep.neverBegun(step(1), 2, never));
            assertThat(journal.fence("/srv/a")).isEqualTo(new Fence(1, 1));
            journal.acknowledge(step(1), 2);
        }
        try (Journal journal = open()) {
            assertThat(journal.held()).isEmpty();
            assertThat(journal.find(step(1)).orElseThrow().outcome()).contains(never);
        }
    }

    @Test
    void theHighestFenceOfEachTargetIsKnown() {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(2, 9)));
            journal.accept(command(2, 1, new Fence(1, 50)));

            assertThat(journal.fence("/srv/b")).isEqualTo(new Fence(2, 9));
            assertThat(journal.fence("/srv/c")).isEqualTo(Fence.LOWEST);
            assertThat(journal.highestFence()).isEqualTo(new Fence(2, 9));
        }
    }

    @Test
    void everyTornTailIsCutOff() throws IOException {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
            journal.end(step(1), 1, FAILED);
        }
        byte[] whole = Files.readAllBytes(file());
        int first = new String(whole, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int cut = first; cut < whole.length; cut += 31) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            try (Journal journal = open()) {
                assertThat(journal.held().getFirst().hasEnded()).as("cut at %d", cut).isFalse();
                journal.end(step(1), 1, FAILED);
            }
            try (Journal journal = open()) {
                assertThat(journal.held().getFirst().hasEnded()).isTrue();
            }
        }
    }

    @Test
    void aChangedByteCutsOffWhatFollowsAndKeepsACopy() throws IOException {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
            journal.accept(command(2, 1, new Fence(1, 2)));
        }
        byte[] content = Files.readAllBytes(file());
        content[content.length - 5] ^= 1;
        Files.write(file(), content);

        try (Journal journal = open()) {
            assertThat(journal.held()).extracting(JournaledStep::step).containsExactly(step(1));
        }
        assertThat(folder.resolve("journal.torn")).hasBinaryContent(content);
    }

    @Test
    void noPasswordStandsInTheFile() throws IOException {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
        }

        assertThat(Files.readString(file()))
                .doesNotContain("geheim")
                .doesNotContain(
                        java.util.Base64.getEncoder()
                                .encodeToString(
                                        "geheim"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
        for (String name : List.of("journal", "journal.key")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aLostKeyCostsThePasswordsAndNothingElse() throws IOException {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
        }
        Files.delete(folder.resolve("journal.key"));

        try (Journal journal = open()) {
            assertThat(
                            journal.held()
                                    .getFirst()
                                    .command()
                                    .orElseThrow()
                                    .task()
                                    .repository()
                                    .password()
                                    .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void theFileStaysSmall() throws IOException {
        String text = "x".repeat(6000);
        try (Journal journal = open()) {
            journal.accept(command(0, 1, new Fence(1, 0)));
            journal.neverBegin(step(-1), 1, new Outcome.Cancelled("never begun"));
            for (int i = 1; i <= 300; i++) {
                journal.accept(command(i, 1, new Fence(1, i)));
                journal.end(step(i), 1, new Outcome.Failed("CODE", text, "", false));
                journal.acknowledge(step(i), 1);
            }
        }

        assertThat(Files.size(file())).isLessThan(1 << 20);
        try (Journal journal = open()) {
            assertThat(journal.held())
                    .extracting(JournaledStep::step)
                    .containsExactly(step(0), step(-1));
            assertThat(journal.highestFence()).isEqualTo(new Fence(1, 300));
            assertThat(journal.find(step(300))).isPresent();
            assertThat(journal.find(step(1))).isEmpty();
        }
    }

    @Test
    void aJournalOfALaterReleaseIsNotMisread() throws IOException {
        try (JournalFile journal = JournalFile.open(file())) {
            journal.add("{\"entry\":\"unheard_of\"}");
        }

        assertThatExceptionOfType(JournalException.class).isThrownBy(this::open);
    }

    @Test
    void anInterruptedThreadWritesWhole() {
        try (Journal journal = open()) {
            Thread.currentThread().interrupt();
            journal.accept(command(1, 1, new Fence(1, 1)));
            assertThat(Thread.interrupted()).isTrue();
            journal.accept(command(2, 1, new Fence(1, 2)));

            assertThat(journal.held()).hasSize(2);
        }
    }

    @Test
    void aFileThatOthersWroteToIsReadUpToTheirWords() throws IOException {
        try (Journal journal = open()) {
            journal.accept(command(1, 1, new Fence(1, 1)));
        }
        Files.writeString(file(), "hello\n", StandardOpenOption.APPEND);

        try (Journal journal = open()) {
            assertThat(journal.held()).hasSize(1);
        }
    }
}
