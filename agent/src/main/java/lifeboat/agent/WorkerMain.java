package lifeboat.agent;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** The worker, a program of the agent's own: see {@link lifeboat.agent.worker}. */
public final class WorkerMain {

    private static final int STOPPED_AT_ONCE = 130;

    private WorkerMain() {}

    public static void main(String[] args) {
        Thread worker = Thread.currentThread();
        Signals.install(worker::interrupt, STOPPED_AT_ONCE);
        System.setOut(System.err); // what a library prints is no message
        int exitCode = 0;
        try {
            Wiring.worker(
                            new FileInputStream(FileDescriptor.in),
                            new FileOutputStream(FileDescriptor.out))
                    .run();
        } catch (IOException e) {
            System.err.println(e);
            exitCode = 1;
        }
        System.exit(exitCode);
    }
}
