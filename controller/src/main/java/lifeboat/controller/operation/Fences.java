package lifeboat.controller.operation;

/** Gives each command its fence. For one thread at a time. */
final class Fences {

    private final OperationJournal journal;
    private Fence last;

    /** Begins above all fences of earlier controllers over {@code journal}. */
    Fences(OperationJournal journal) {
        this.journal = journal;
        last = new Fence(journal.raiseEpoch(0), 0);
    }

    Fence next() {
        last = new Fence(last.epoch(), last.counter() + 1);
        return last;
    }

    /**
     * Makes all later fences higher than {@code seen}, which a controller that has lost its journal
     * may have given.
     */
    void raiseAbove(Fence seen) {
        if (seen.compareTo(last) > 0) {
            last = new Fence(journal.raiseEpoch(seen.epoch()), 0);
        }
    }
}
