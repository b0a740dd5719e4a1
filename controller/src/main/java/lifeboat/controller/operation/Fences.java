package lifeboat.controller.operation;

import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/** Gives each command its fence. For one thread at a time. */
final class Fences {

    /**
     * How far above this controller's epoch another's may be, which began each time that it
     * started: so that nobody brings the last epoch that there is, after which all commands would
     * be stale.
     */
    static final long MOST_EPOCHS = 1 << 20;

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
     *
     * @throws ControllerException {@code FENCE_IMPOSSIBLE}
     */
    void raiseAbove(Fence seen) {
        if (seen.epoch() - MOST_EPOCHS > last.epoch()) {
            throw new ControllerException(
                    Kind.DENIED,
                    "FENCE_IMPOSSIBLE",
                    "a fence of epoch %d is claimed, and this controller's is %d"
                            .formatted(seen.epoch(), last.epoch()),
                    "if the agent's journal is damaged: remove its data folder, and enrol it anew");
        }
        if (seen.compareTo(last) > 0) {
            last = new Fence(journal.raiseEpoch(seen.epoch()), 0);
        }
    }
}
