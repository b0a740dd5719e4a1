package lifeboat.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a program end what it has started and delete what it has written, also on Ctrl-C. */
final class CleanExit {

    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private CleanExit() {}

    /**
     * Does the work of the whole program, and exits with what it returns; with 130 on SIGINT and
     * SIGTERM, which interrupt it.
     */
    static void after(Callable<Integer> work) throws InterruptedException {
        AtomicInteger exitCode = new AtomicInteger(FAILED);
        Thread worker = Thread.ofPlatform().name("work").unstarted(() -> exitCode.set(call(work)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "stop"));
        worker.start();
        worker.join();
        System.exit(exitCode.get());
    }

    private static int call(Callable<Integer> work) {
        try {
            return work.call();
        } catch (InterruptedException _) {
            return INTERRUPTED;
        } catch (Exception e) { // of a test program the stack is what helps
            e.printStackTrace();
            return FAILED;
        }
    }

    private static void stop(Thread worker) {
        if (!worker.isAlive()) {
            return;
        }
        System.out.println("\nInterrupted: ending what was started, deleting what was written.");
        worker.interrupt();
        try {
            worker.join(LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
