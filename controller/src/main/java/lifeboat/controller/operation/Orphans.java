package lifeboat.controller.operation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Prepares the journal of a controller that was rebuilt for its first runner. */
public final class Orphans {

    private Orphans() {}

    /**
     * Notes in every open operation that the controller was lost: from then on only its host can
     * say what became of it.
     *
     * @return how many there were
     */
    public static int note(OperationJournal journal, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        OperationEvent event = new OperationEvent.ControllerRebuilt();
        int orphans = 0;
        for (Operation operation : journal.unfinished()) {
            Decision decision =
                    new OperationDecider(operation.kind()).decide(operation.state(), event);
            if (!decision.next().equals(operation.state())) {
                Deadline deadline = Deadline.after(now, decision.deadline());
                journal.append(operation.moved(decision.next(), now, deadline), event);
            }
            orphans++;
        }
        return orphans;
    }
}
