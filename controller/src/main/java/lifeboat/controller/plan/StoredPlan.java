package lifeboat.controller.plan;

import java.time.Instant;

/**
 * A version of a plan as it was stored.
 *
 * @param version 1 for the first; counts on when a deleted plan comes back
 * @param created when the plan was first stored, or stored again after it was deleted
 * @param applied when this version was stored
 * @param appliedBy by whom
 */
public record StoredPlan(
        PlanDocument document, long version, Instant created, Instant applied, String appliedBy) {

    public RecoveryPlan plan() {
        return document.plan();
    }

    public PlanName name() {
        return plan().name();
    }
}
