package lifeboat.agent.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;

/** What agent and worker, always of one version, tell each other. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerMessage.Job.class, name = "job"),
    @JsonSubTypes.Type(value = WorkerMessage.Reported.class, name = "reported"),
    @JsonSubTypes.Type(value = WorkerMessage.Ended.class, name = "ended")
})
sealed interface WorkerMessage {

    /**
     * To the worker, once.
     *
     * @param locks the folder with a lock for each target
     */
    record Job(Task task, String locks) implements WorkerMessage {}

    /** From the worker, about once a second. */
    record Reported(StepProgress progress) implements WorkerMessage {}

    /** From the worker, the last. */
    record Ended(Outcome outcome) implements WorkerMessage {}
}
