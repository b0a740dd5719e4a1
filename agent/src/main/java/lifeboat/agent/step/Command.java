package lifeboat.agent.step;

/**
 * Do this. The same step and attempt again is answered from the journal, never done twice.
 *
 * @param attempt counts from 1; a higher one does what an ended one did not
 */
public record Command(StepId step, int attempt, Fence fence, Task task) {}
