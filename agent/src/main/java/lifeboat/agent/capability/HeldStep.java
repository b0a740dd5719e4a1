package lifeboat.agent.capability;

import java.util.Optional;
import lifeboat.agent.step.Fence;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepId;
import lifeboat.agent.step.StepProgress;

/**
 * A step that the controller does not have the outcome of.
 *
 * @param outcome empty while it runs, or waits to
 * @param progress how far it is, or was
 */
public record HeldStep(
        StepId step, int attempt, Fence fence, Optional<Outcome> outcome, StepProgress progress) {}
