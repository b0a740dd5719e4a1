package lifeboat.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** A console whose output is kept. */
public final class Streams {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    public Console console(boolean terminal) {
        return new Console(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), terminal);
    }

    public String out() {
        return out.toString(UTF_8);
    }

    public String err() {
        return err.toString(UTF_8);
    }

    public List<String> errLines() {
        return err().lines().toList();
    }
}
