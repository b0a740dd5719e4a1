package lifeboat.agent.output;

import java.io.PrintStream;

/**
 * The program's two streams, and one line at the end of stderr that is drawn again and again.
 *
 * <p>Thread-safe. What is shown to people passes without control characters: file and host names
 * come out of repositories, and no escape sequence in them reaches a terminal.
 */
public final class Console {

    private static final String ERASE = "\r\033[K";

    /** Around a line that the terminal cuts at its edge, whatever the width. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private boolean drawn; // guarded by this

    /**
     * @param terminal whether {@code err} is one that can redraw a line
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

    /** Prints one line of JSON to stdout as it is. */
    synchronized void json(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Prints a line beside the result, to stderr. */
    public synchronized void warn(String line) {
        erase();
        out.flush(); // the two may be one terminal: keep the order
        err.println(printable(line));
        err.flush();
    }

    /** Prints lines to stderr as they are, such as a stack trace. */
    public synchronized void dump(Throwable failure) {
        erase();
        failure.printStackTrace(err);
        err.flush();
    }

    synchronized void draw(String line) {
        out.flush();
        err.print(ERASE + NO_WRAP + printable(line) + WRAP);
        err.flush();
        drawn = true;
    }

    synchronized void erase() {
        if (drawn) {
            err.print(ERASE);
            err.flush();
            drawn = false;
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
