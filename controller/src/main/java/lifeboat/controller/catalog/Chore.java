package lifeboat.controller.catalog;

import lifeboat.controller.plan.PlanRepository;

/** What is done with each repository that a plan names, beside listing it. */
@FunctionalInterface
public interface Chore {

    /** Does it if it is due; called every second or so, by one thread for each repository. */
    void tick(PlanRepository repository) throws InterruptedException;
}
