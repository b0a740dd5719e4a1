package lifeboat.agent.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import lifeboat.engine.Problem;

/** Shows what a command does and finds: to a person or to a program. Thread-safe. */
public interface Reporter {

    /** The fields of one JSON object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** The reporter for {@code console}: JSON if a program reads, else what its stderr can show. */
    static Reporter of(Console console, boolean json) {
        if (json) {
            return new JsonReporter(console);
        }
        return console.isTerminal() ? new TerminalReporter(console) : new PlainReporter(console);
    }

    /** How often {@link #status} wants to be called. */
    Duration rhythm();

    void status(Status status);

    /**
     * Takes each problem, details too, when it is found: who finds it waits until it is written.
     */
    void found(Problem problem);

    /** Takes the first errors and warnings again, by and by: nothing waits for a slow terminal. */
    void problem(Problem problem);

    /** Takes how many errors and warnings came after the first. */
    void moreProblems(long count);

    /** No status follows. */
    void finished();

    /**
     * Tells a part of the result, in the form that is asked for.
     *
     * @param words for a person, one line or more
     * @param type for a program, the object's {@code message_type}
     */
    void tell(Supplier<String> words, String type, Fields fields);
}
