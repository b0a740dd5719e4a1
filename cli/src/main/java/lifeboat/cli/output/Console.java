package lifeboat.cli.output;

import java.io.PrintStream;
import java.util.List;

/**
 * The program's two streams, and a block at the end of stderr that is drawn again and again.
 *
 * <p>Thread-safe. What is shown to people passes without control characters: names come from hosts
 * and repositories, and no escape sequence in them reaches a terminal.
 */
public final class Console {

    private static final String ERASE_LINE = "\r\033[K";
    private static final String UP = "\033[A";

    /** Around lines that the terminal cuts at its edge, whatever the width. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private int drawn; // lines; guarded by this

    /**
     * @param terminal whether {@code err} is one that can redraw lines
     */
    public Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Prints lines of the result to stdout. */
    public synchronized void say(String lines) {
        erase();
        lines.lines().map(Console::printable).forEach(out::println);
    }

    /** Prints a document for programs to stdout as it is. */
    synchronized void document(String text) {
        erase();
        out.print(text);
    }

    /** Prints lines beside the result, to stderr. */
    public synchronized void warn(String lines) {
        erase();
        out.flush(); // the two may be one terminal: keep the order
        lines.lines().map(Console::printable).forEach(err::println);
        err.flush();
    }

    /** Prints what a question needs, to stderr, and leaves the cursor behind it. */
    public synchronized void ask(String question) {
        erase();
        out.flush();
        err.print(String.join("\n", question.lines().map(Console::printable).toList()));
        err.flush();
    }

    /** Prints a stack trace to stderr. */
    public synchronized void dump(Throwable failure) {
        erase();
        failure.printStackTrace(err);
        err.flush();
    }

    /** Draws the block in the place of the last one. */
    synchronized void draw(List<String> lines) {
        out.flush();
        erase();
        err.print(NO_WRAP);
        lines.forEach(line -> err.print(printable(line) + "\n"));
        err.print(WRAP);
        err.flush();
        drawn = lines.size();
    }

    synchronized void erase() {
        if (drawn > 0) {
            err.print((UP + ERASE_LINE).repeat(drawn));
            err.flush();
            drawn = 0;
        }
    }

    /** Writes out what is buffered; returns whether all of it, since the start, was written. */
    public synchronized boolean flush() {
        erase();
        err.flush();
        return !out.checkError();
    }

    private static String printable(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                ? text.codePoints()
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                : text;
    }
}
