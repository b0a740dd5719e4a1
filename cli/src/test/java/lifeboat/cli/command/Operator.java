package lifeboat.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.cli.output.Streams;

/** Somebody who types commands, on a machine whose clock stands and whose network is a fake. */
final class Operator {

    static final Path IDENTITY = Path.of("src/test/resources/tls/operator");

    private final Streams streams = new Streams();
    private final Map<String, String> environment = new HashMap<>();
    private final FakeController controller;
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> questions = new ArrayList<>();
    private Optional<String> typed = Optional.empty();
    private boolean terminal;
    private Path home = Path.of("/nonexistent");

    Operator(FakeController controller) {
        this.controller = controller;
        environment.put("LIFEBOAT_CONTROLLER", "controller.test");
        environment.put("LIFEBOAT_IDENTITY", IDENTITY.toString());
    }

    Operator set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Operator unset(String name) {
        environment.remove(name);
        return this;
    }

    Operator home(Path folder) {
        home = folder;
        return this;
    }

    /** Sits at a terminal and answers every question with this. */
    Operator types(String answer) {
        typed = Optional.of(answer);
        return this;
    }

    Operator atTerminal() {
        terminal = true;
        return this;
    }

    int run(String... arguments) {
        return Program.run(arguments, surroundings());
    }

    Surroundings surroundings() {
        return new Surroundings(
                streams.console(terminal),
                question -> {
                    questions.add(question);
                    return typed;
                },
                environment,
                home,
                _ -> controller.connect(),
                Clock.fixed(Samples.NOW, ZoneOffset.UTC),
                () -> nanos.addAndGet(Duration.ofMillis(100).toNanos()),
                Operator::sleep);
    }

    /** No time passes, but who is interrupted notices. */
    private static void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(time.toString());
        }
    }

    String out() {
        return streams.out();
    }

    String err() {
        return streams.err();
    }

    List<String> questions() {
        return questions;
    }
}
