package lifeboat.agent.capability;

import java.util.Optional;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.Task;

/**
 * One kind of task that this agent carries out.
 *
 * @param <T> the kind
 */
interface Capability<T extends Task> {

    /** Why the task may not be carried out here; empty if it may. Changes nothing. */
    Optional<Outcome.Failed> refusal(T task);
}
