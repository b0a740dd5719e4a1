package lifeboat.controller.operation;

class MemoryOperationJournalTest implements OperationJournalContract {

    @Override
    public OperationJournal journal() {
        return new MemoryOperationJournal();
    }
}
