package lifeboat.engine.file;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps native memory between calls: to allocate it takes longer than most system calls.
 *
 * <p>Thread-safe and lock-free. A thread looks first where it gave back last, so that few threads
 * hardly meet; it never waits.
 */
final class ScratchPool {

    /** A power of two. More threads than that at once allocate anew; the collector frees those. */
    private static final int SLOTS = 16;

    private final AtomicReferenceArray<Scratch> slots = new AtomicReferenceArray<>(SLOTS);

    Scratch take() {
        int home = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (home + i) & (SLOTS - 1);
            if (slots.get(slot) != null) {
                Scratch scratch = slots.getAndSet(slot, null);
                if (scratch != null) {
                    return scratch;
                }
            }
        }
        return new Scratch(this);
    }

    void giveBack(Scratch scratch) {
        int home = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (home + i) & (SLOTS - 1);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, scratch)) {
                return;
            }
        }
    }

    private static int home() {
        return (int) Thread.currentThread().threadId();
    }
}
