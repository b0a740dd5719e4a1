package lifeboat.engine.restic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What several threads are still to visit of trees, where each visit may add others. The last added
 * comes first: trees that lead to one another lie close together. Thread-safe.
 *
 * @param <V> a visit
 */
public final class TreeVisits<V> {

    /** Makes one visit. */
    @FunctionalInterface
    public interface Visitor<V> {
        void make(V visit) throws InterruptedException;
    }

    private final Deque<V> waiting = new ArrayDeque<>(); // guarded by this
    private int unfinished; // waiting or under way; guarded by this

    public synchronized void add(V visit) {
        waiting.addLast(visit);
        unfinished++;
        notifyAll();
    }

    /** Makes visits, and waits for others to come, until all threads have made them all. */
    public void makeAll(Visitor<? super V> visitor) throws InterruptedException {
        for (Optional<V> visit = next(); visit.isPresent(); visit = next()) {
            try {
                visitor.make(visit.get());
            } finally {
                finished();
            }
        }
    }

    private synchronized Optional<V> next() throws InterruptedException {
        while (waiting.isEmpty() && unfinished > 0) {
            wait();
        }
        return Optional.ofNullable(waiting.pollLast());
    }

    private synchronized void finished() {
        if (--unfinished == 0) {
            notifyAll();
        }
    }
}
