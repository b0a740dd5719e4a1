package lifeboat.controller.operation;

/** A step in an agent's journal whose result was not acknowledged. */
public record HeldStep(StepRef step, int attempt, Fence fence, Held held) {

    /** What it has come to. */
    public sealed interface Held {

        /** It is at work, or will be. */
        record AtWork(Progress progress) implements Held {}

        /** It has ended. */
        record Ended(TaskOutcome outcome) implements Held {}
    }
}
