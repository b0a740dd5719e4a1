package lifeboat.agent.output;

import java.time.Duration;
import java.util.function.Supplier;
import lifeboat.engine.Problem;

/** For a person who watches: one line that is redrawn, and the rest as plain lines above it. */
final class TerminalReporter implements Reporter {

    static final Duration RHYTHM = Duration.ofMillis(250);

    private final Console console;
    private final PlainReporter lines;

    TerminalReporter(Console console) {
        this.console = console;
        lines = new PlainReporter(console);
    }

    @Override
    public Duration rhythm() {
        return RHYTHM;
    }

    @Override
    public void status(Status status) {
        console.draw(StatusLine.of(status));
    }

    @Override
    public void found(Problem problem) {
        lines.found(problem);
    }

    @Override
    public void problem(Problem problem) {
        lines.problem(problem);
    }

    @Override
    public void moreProblems(long count) {
        lines.moreProblems(count);
    }

    @Override
    public void finished() {
        console.erase();
    }

    @Override
    public void tell(Supplier<String> words, String type, Fields fields) {
        lines.tell(words, type, fields);
    }
}
