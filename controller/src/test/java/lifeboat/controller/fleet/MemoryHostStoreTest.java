package lifeboat.controller.fleet;

class MemoryHostStoreTest extends HostStoreContract {

    @Override
    protected HostStore store() {
        return new MemoryHostStore();
    }
}
