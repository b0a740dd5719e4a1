package lifeboat.controller.plan;

import java.util.Comparator;

/**
 * Something wrong with a plan document.
 *
 * @param key where, such as {@code volumes[0]}; empty for the document as a whole
 * @param line from 1; 0 if it is not of one line
 * @param message what is wrong, and what would be right
 */
public record PlanFault(String key, int line, String message) {

    static final Comparator<PlanFault> BY_LINE =
            Comparator.comparingInt(PlanFault::line).thenComparing(PlanFault::key);

    /** One line for a person. */
    @Override
    public String toString() {
        return (line == 0 ? "" : "line " + line + ": ")
                + (key.isEmpty() ? "" : key + ": ")
                + message;
    }
}
