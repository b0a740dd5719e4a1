package lifeboat.controller.plan;

class MemoryPlanStoreTest extends PlanStoreContract {

    private final PlanStore store = new MemoryPlanStore();

    @Override
    protected PlanStore open() {
        return store;
    }
}
