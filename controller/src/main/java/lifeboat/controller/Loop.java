package lifeboat.controller;

import java.time.Duration;
import lifeboat.engine.Sleeper;
import lifeboat.engine.TaskGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that comes again and again: a turn that fails is logged, and the next one comes all the
 * same.
 *
 * @param name for the log
 * @param pause between the end of a turn and the next
 */
record Loop(String name, Duration pause, TaskGroup.Task turn) {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** Takes turns until the thread is interrupted. */
    void run(Sleeper sleeper) throws InterruptedException {
        while (true) {
            try {
                turn.run();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("loop", name).setCause(e).log("turn failed");
            }
            sleeper.sleep(pause);
        }
    }
}
