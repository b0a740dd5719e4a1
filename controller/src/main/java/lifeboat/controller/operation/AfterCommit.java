package lifeboat.controller.operation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what follows from what was stored, in the order in which it was stored, and without a lock:
 * one of the threads that come by works for all. Thread-safe.
 */
final class AfterCommit {

    private static final Logger log = LoggerFactory.getLogger(AfterCommit.class);

    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    void add(Runnable call) {
        work.add(call);
    }

    /** Does all that there is, unless another thread, or a caller of this one, is doing it. */
    void run() {
        // Asked again after each release: what came just before it may have seen us busy.
        while (!work.isEmpty() && busy.compareAndSet(false, true)) {
            try {
                for (Runnable call = work.poll(); call != null; call = work.poll()) {
                    perform(call);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    private static void perform(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) { // of a stranger: the others must get theirs
            log.atError().setCause(e).log("a listener of operations failed");
        }
    }
}
