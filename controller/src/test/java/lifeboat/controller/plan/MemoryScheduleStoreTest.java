package lifeboat.controller.plan;

class MemoryScheduleStoreTest extends ScheduleStoreContract {

    private final ScheduleStore store = new MemoryScheduleStore();

    @Override
    protected ScheduleStore open() {
        return store;
    }
}
