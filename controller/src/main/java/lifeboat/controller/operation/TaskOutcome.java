package lifeboat.controller.operation;

import java.util.List;

/** How a task ended, as its agent says. */
public sealed interface TaskOutcome {

    /**
     * It was done, if not always in full.
     *
     * @param problems the first, at most {@value #PROBLEMS}; what comes after is dropped
     * @param errors all problems that cost data
     * @param warnings all that cost nothing
     */
    record Completed(TaskReport report, List<Problem> problems, long errors, long warnings)
            implements TaskOutcome {

        private static final int PROBLEMS = 100;

        public Completed {
            problems = List.copyOf(problems.subList(0, Math.min(problems.size(), PROBLEMS)));
        }
    }

    /**
     * It was not done.
     *
     * @param mayRepeat whether the same step may succeed later without anybody doing anything
     */
    record Failed(Failure failure, boolean mayRepeat) implements TaskOutcome {}

    /**
     * It stopped because it was asked to.
     *
     * @param message what was left behind, for people
     */
    record Stopped(String message) implements TaskOutcome {}
}
