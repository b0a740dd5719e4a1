package lifeboat.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void theVersionNeedsNoController(String word) {
        try (FakeController controller = new FakeController()) {
            Operator operator =
                    new Operator(controller)
                            .unset("LIFEBOAT_CONTROLLER")
                            .unset("LIFEBOAT_IDENTITY");

            assertThat(operator.run(word)).isEqualTo(0);

            assertThat(operator.out()).startsWith("lifeboat ").contains(", Java ");
            assertThat(operator.err()).isEmpty();
        }
    }

    @Test
    void anUnreadableArgumentIsRefusedBeforeItNamesTheWrongThing() {
        try (FakeController controller = new FakeController()) {
            Operator operator = new Operator(controller);

            assertThat(operator.run("restore", "run", "caf\ufffd")).isEqualTo(2);

            assertThat(operator.err()).contains("next: export LC_ALL=C.UTF-8");
            assertThat(controller.requests).isEmpty();
        }
    }
}
