package lifeboat.controller.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps plans and all their versions. Thread-safe; what a method has returned from is durable. */
public interface PlanStore {

    /** Current plans, by name. */
    List<StoredPlan> all();

    Optional<StoredPlan> find(PlanName name);

    /**
     * Stores a document as the next version of its plan; one equal to the current version changes
     * nothing.
     *
     * @return the current version after it
     */
    StoredPlan apply(PlanDocument document, Instant now, String who);

    /**
     * Ends a plan; its versions are kept.
     *
     * @return whether there was one
     */
    boolean delete(PlanName name);

    /** Every version ever stored, oldest first; also of a plan that was deleted. */
    List<StoredPlan> versions(PlanName name);
}
