package lifeboat.engine.backup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tasks of one kind of value, the last added first: a walk with it goes deep before it goes wide,
 * and has few directories open. Thread-safe.
 */
final class WorkStack<T> {

    private final Deque<T> tasks = new ArrayDeque<>(); // guarded by this
    private boolean finished; // guarded by this

    /** Adds tasks, of which the first will be taken first. */
    synchronized void push(List<T> more) {
        more.reversed().forEach(tasks::push);
        if (more.size() == 1) {
            notify();
        } else {
            notifyAll();
        }
    }

    /** Waits for a task; empty once there will be none any more. */
    synchronized Optional<T> take() throws InterruptedException {
        while (tasks.isEmpty() && !finished) {
            wait();
        }
        return Optional.ofNullable(tasks.poll());
    }

    /** Says that nothing will be added. */
    synchronized void finish() {
        finished = true;
        notifyAll();
    }
}
