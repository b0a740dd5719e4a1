package lifeboat.e2e;

import java.io.IOException;
import java.time.Duration;

/** Shows, indented, what a running program writes, a line at a time. Not thread-safe. */
final class LiveOutput {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Running program;
    private int errorsShown;

    LiveOutput(Running program) {
        this.program = program;
    }

    /** Shows the whole lines that came to standard error since the last call. */
    void show() throws IOException {
        String errors = program.errorsSoFar();
        int end = errors.lastIndexOf('\n') + 1;
        indent(errors.substring(errorsShown, end));
        errorsShown = end;
    }

    /** Goes on until the program's end, then shows its standard output too. */
    void showUntilEnd(Duration limit) throws IOException, InterruptedException {
        long looks = limit.dividedBy(LOOK_EVERY);
        while (!program.endsWithin(LOOK_EVERY) && looks-- > 0) {
            show();
        }
        Finished finished = program.await(limit);
        show();
        indent(finished.text());
    }

    static void indent(String text) {
        text.lines().forEach(line -> System.out.println("  " + line));
    }
}
