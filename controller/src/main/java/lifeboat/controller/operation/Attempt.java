package lifeboat.controller.operation;

/**
 * One try at a step.
 *
 * @param step the name of the step
 * @param number counts from 1
 */
public record Attempt(String step, int number) {

    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("attempts count from 1, not from " + number);
        }
    }

    Attempt next() {
        return new Attempt(step, number + 1);
    }
}
