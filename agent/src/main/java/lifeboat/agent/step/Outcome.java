package lifeboat.agent.step;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a step ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Cancelled.class, name = "cancelled")
})
public sealed interface Outcome {

    /** It is done, with the problems that the report names. */
    record Done(TaskReport report) implements Outcome {}

    /**
     * It is not.
     *
     * @param code stable, such as {@code WRONG_PASSWORD}
     * @param message what happened, with the evidence
     * @param next what to do about it
     * @param mayRepeat whether the same step may succeed later without anybody doing anything
     */
    record Failed(String code, String message, String next, boolean mayRepeat) implements Outcome {}

    /**
     * It stopped because it was asked to.
     *
     * @param message what was left behind
     */
    record Cancelled(String message) implements Outcome {}
}
