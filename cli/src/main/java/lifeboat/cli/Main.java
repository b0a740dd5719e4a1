package lifeboat.cli;

import java.util.concurrent.CountDownLatch;
import lifeboat.cli.command.Program;

/** {@code lifeboat}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        CountDownLatch ended = new CountDownLatch(1);
        Wiring.whenAskedToStop(Thread.currentThread(), ended);
        int exitCode = Program.run(args, Wiring.surroundings());
        ended.countDown();
        System.exit(exitCode);
    }
}
