package lifeboat.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs tasks side by side and waits for all of them; the first failure interrupts the rest.
 *
 * <p>The only way to start threads. One thread, its owner, forks and joins; {@link #close()}
 * interrupts what still runs and returns only when every thread has ended.
 */
public final class TaskGroup implements AutoCloseable {

    /** A task that answers to interruption by throwing. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    private final Thread.Builder threads;
    private final List<Thread> started = new ArrayList<>();
    private final Object failureLock = new Object();
    private Throwable failure; // guarded by failureLock
    private volatile boolean failed;

    private TaskGroup(Thread.Builder threads) {
        this.threads = threads;
    }

    /** For work that computes or makes system calls. Threads are daemons named {@code name-N}. */
    public static TaskGroup ofPlatformThreads(String name) {
        return new TaskGroup(Thread.ofPlatform().daemon(true).name(name + "-", 0));
    }

    /**
     * For work that mostly waits, in programs that run for long: the first socket of such a thread
     * leaves a poller in native code, and for that the end of a JVM waits 0.3 s (HotSpot 25).
     */
    public static TaskGroup ofVirtualThreads(String name) {
        return new TaskGroup(Thread.ofVirtual().name(name + "-", 0));
    }

    /** Starts {@code task} on a thread of its own; does nothing if a task has already failed. */
    public void fork(Task task) {
        if (failed) {
            return;
        }
        CountDownLatch registered = new CountDownLatch(1);
        Thread thread =
                threads.unstarted(
                        () -> {
                            try {
                                registered.await();
                                task.run();
                            } catch (Throwable t) {
                                fail(t);
                            }
                        });
        synchronized (started) {
            started.add(thread);
        }
        thread.start();
        registered.countDown();
        if (failed) { // the failure may have come before this thread was in the list
            thread.interrupt();
        }
    }

    /**
     * Waits until every task has ended.
     *
     * @throws RuntimeException the first failure of a task, the others suppressed in it
     */
    public void join() throws InterruptedException {
        for (int i = 0; ; i++) {
            Thread thread;
            synchronized (started) {
                if (i == started.size()) {
                    break;
                }
                thread = started.get(i);
            }
            thread.join();
        }
        synchronized (failureLock) {
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case InterruptedException e -> throw e;
                case Throwable t -> throw new IllegalStateException(t);
            }
        }
    }

    /** Interrupts what still runs and waits for it to end; an interrupt of the caller is kept. */
    @Override
    public void close() {
        interruptAll();
        boolean interrupted = false;
        for (int i = 0; i < started.size(); ) {
            try {
                started.get(i).join();
                i++;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Throwable t) {
        synchronized (failureLock) {
            if (failure == null) {
                failure = t;
            } else if (!failure.equals(t) && !(t instanceof InterruptedException)) {
                failure.addSuppressed(t);
            }
        }
        failed = true;
        interruptAll();
    }

    private void interruptAll() {
        synchronized (started) {
            started.forEach(Thread::interrupt);
        }
    }
}
