package lifeboat.controller.plan;

import java.util.List;

/**
 * A plan as somebody wrote it, and what it says.
 *
 * @param yaml the document, with its comments
 */
public record PlanDocument(String yaml, RecoveryPlan plan) {

    /**
     * Reads a document; all its faults are found in one go.
     *
     * @param yaml at most 64 KiB of characters
     */
    public static Reading read(String yaml) {
        return PlanReader.read(yaml);
    }

    /** What a document turned out to be. */
    public sealed interface Reading {}

    /** A plan without a fault. */
    public record Valid(PlanDocument document) implements Reading {}

    /**
     * No plan.
     *
     * @param faults in the order of their lines; at least one
     */
    public record Faulty(List<PlanFault> faults) implements Reading {

        public Faulty {
            faults = faults.stream().sorted(PlanFault.BY_LINE).toList();
        }
    }
}
