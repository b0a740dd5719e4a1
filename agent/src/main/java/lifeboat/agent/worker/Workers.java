package lifeboat.agent.worker;

import java.util.function.Consumer;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.StepProgress;
import lifeboat.agent.step.Task;

/** Starts work. */
public interface Workers {

    /** The code of the failure of a worker that ended without a word: killed, or out of memory. */
    String DIED = "WORKER_DIED";

    /** Begins a task; what can't begin ends at once. */
    Work start(Task task);

    /** Work that has begun. */
    interface Work {

        /**
         * Waits for the end.
         *
         * @param progress is told about once a second, on the waiting thread
         * @return {@code Cancelled} only after {@link #stop}, or if the worker itself was told to
         */
        Outcome await(Consumer<StepProgress> progress);

        /** Asks for an end at the next safe point; from any thread, as often as one likes. */
        void stop();
    }
}
