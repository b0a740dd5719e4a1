package lifeboat.agent.output;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import lifeboat.engine.Problem;

/** For logs and pipes: a line now and then on stderr, the result on stdout. */
final class PlainReporter implements Reporter {

    static final Duration RHYTHM = Duration.ofSeconds(10);

    private final Console console;

    PlainReporter(Console console) {
        this.console = console;
    }

    @Override
    public Duration rhythm() {
        return RHYTHM;
    }

    @Override
    public void status(Status status) {
        console.warn(StatusLine.of(status));
    }

    @Override
    public void found(Problem problem) {}

    @Override
    public void problem(Problem problem) {
        String severity = problem.severity().name().toLowerCase(Locale.ROOT);
        String where = problem.path().isEmpty() ? "" : problem.path() + ": ";
        console.warn("%s: %s%s (%s)".formatted(severity, where, problem.message(), problem.code()));
    }

    @Override
    public void moreProblems(long count) {
        console.warn(
                "… and "
                        + Amounts.count(count, "more problem", "more problems")
                        + "; repeat the command with --json for all of them");
    }

    @Override
    public void finished() {}

    @Override
    public void tell(Supplier<String> words, String type, Fields fields) {
        console.say(words.get());
    }
}
