package lifeboat.agent.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import lifeboat.agent.step.Command;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;

/** One line of the journal. Its JSON is stored: a field may be added, none changes its meaning. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = JournalEntry.CancelAsked.class, name = "cancel_asked"),
    @JsonSubTypes.Type(value = JournalEntry.NeverBegun.class, name = "never_begun"),
    @JsonSubTypes.Type(value = JournalEntry.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = JournalEntry.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = JournalEntry.FenceSeen.class, name = "fence_seen")
})
sealed interface JournalEntry {

    /** The command will be carried out, its password sealed. */
    record Accepted(Command command) implements JournalEntry {}

    /** The step is to stop, also after a restart. */
    record CancelAsked(StepId step) implements JournalEntry {}

    /** The attempt was cancelled before its command came; if that comes, nothing is done. */
    record NeverBegun(StepId step, int attempt, Outcome outcome) implements JournalEntry {}

    /** The attempt has ended. */
    record Ended(StepId step, int attempt, Outcome outcome) implements JournalEntry {}

    /** The controller has the outcome. */
    record Acknowledged(StepId step, int attempt) implements JournalEntry {}

    /** The highest fence of a target, of commands that are no longer kept. */
    record FenceSeen(String target, Fence fence) implements JournalEntry {}
}
