package lifeboat.agent.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lifeboat.agent.step.StepJson;
import lifeboat.agent.step.StepProgress;

/**
 * How the agent is.
 *
 * @param lastContact {@link Instant#EPOCH} if there was none since it started
 * @param linkCode why there is no connection; empty if there is one
 * @param steps those that the controller has no outcome of
 */
public record AgentStatus(
        long pid,
        String version,
        String hostName,
        String role,
        String controller,
        Instant certificateEnd,
        Instant started,
        Instant lastContact,
        String linkCode,
        String linkMessage,
        String linkNext,
        List<Step> steps) {

    /** Of the file in the data folder. */
    static final String FILE = "status.json";

    private static final ObjectMapper JSON =
            StepJson.mapper(UnaryOperator.identity(), UnaryOperator.identity());

    public AgentStatus {
        steps = List.copyOf(steps);
    }

    /**
     * A step that the agent holds.
     *
     * @param outcome in a word; empty while it runs
     * @param message of a failure; empty otherwise
     */
    public record Step(
            String operation,
            String step,
            int attempt,
            String outcome,
            String message,
            StepProgress progress) {}

    /** What was last written in {@code data}, if an agent ever ran there. */
    public static Optional<AgentStatus> read(Path data) throws IOException {
        Path file = data.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), AgentStatus.class))
                : Optional.empty();
    }

    /** One line of JSON. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing in it can't be written
        }
    }
}
