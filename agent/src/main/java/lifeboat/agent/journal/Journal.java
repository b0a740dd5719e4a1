package lifeboat.agent.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.StepJson;

/**
 * The agent's durable memory of steps. Thread-safe; what a method has noted is on disk when it
 * returns, and not noted if it throws {@link JournalException}.
 */
public final class Journal implements AutoCloseable {

    /** A larger file is written anew, if that makes it half as large. */
    private static final long COMPACT_FROM_BYTES = 1 << 20;

    private final JournalFile file;
    private final ObjectMapper json;
    private final JournalState state = new JournalState();
    private long bytesAfterCompaction;

    private Journal(JournalFile file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    /** Opens the journal in {@code folder}, which no other process may use meanwhile. */
    public static Journal open(Path folder, SecureRandom random) {
        try {
            PasswordSeal seal = PasswordSeal.open(folder.resolve("journal.key"), random);
            Journal journal =
                    new Journal(
                            JournalFile.open(folder.resolve("journal")),
                            StepJson.mapper(seal::seal, seal::open));
            for (String line : journal.file.found()) {
                journal.state.apply(journal.json.readValue(line, JournalEntry.class));
            }
            journal.bytesAfterCompaction = journal.file.bytes() / 2;
            return journal;
        } catch (IOException e) {
            // Jackson shows what it could not read: of that, no more than the place
            String evidence =
                    e instanceof JacksonException json
                            ? json.getOriginalMessage()
                            : String.valueOf(e.getMessage());
            throw new JournalException(
                    "the journal in " + folder + " can't be read: " + evidence, e);
        }
    }

    /** The newest attempt at a step, if it is known. */
    public synchronized Optional<JournaledStep> find(StepId step) {
        return state.find(step);
    }

    /** Steps whose outcome the controller does not have, in the order they were accepted. */
    public synchronized List<JournaledStep> held() {
        return state.held();
    }

    /** The highest fence that was accepted for a target. */
    public synchronized Fence fence(String target) {
        return state.fence(target);
    }

    public synchronized Fence highestFence() {
        return state.highestFence();
    }

    public synchronized void accept(Command command) {
        add(new JournalEntry.Accepted(command));
    }

    public synchronized void askToCancel(StepId step) {
        add(new JournalEntry.CancelAsked(step));
    }

    /** Notes that an attempt will not begin, whatever comes; it takes the place of one before. */
    public synchronized void neverBegin(StepId step, int attempt, Outcome outcome) {
        add(new JournalEntry.NeverBegun(step, attempt, outcome));
    }

    public synchronized void end(StepId step, int attempt, Outcome outcome) {
        add(new JournalEntry.Ended(step, attempt, outcome));
    }

    public synchronized void acknowledge(StepId step, int attempt) {
        add(new JournalEntry.Acknowledged(step, attempt));
        compactIfLarge();
    }

    private void add(JournalEntry entry) {
        try {
            file.add(json.writeValueAsString(entry));
        } catch (IOException e) {
            throw new JournalException("the journal can't be written: " + e.getMessage(), e);
        }
        state.apply(entry);
    }

    private void compactIfLarge() {
        if (file.bytes() < Math.max(COMPACT_FROM_BYTES, 2 * bytesAfterCompaction)) {
            return;
        }
        try {
            file.replace(compactLines());
        } catch (IOException e) {
            throw new JournalException("the journal can't be compacted: " + e.getMessage(), e);
        }
        bytesAfterCompaction = file.bytes();
    }

    private List<String> compactLines() throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        for (JournalEntry entry : state.compact()) {
            lines.add(json.writeValueAsString(entry));
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new JournalException("the journal can't be closed: " + e.getMessage(), e);
        }
    }
}
