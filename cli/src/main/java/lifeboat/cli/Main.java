package lifeboat.cli;

import java.util.concurrent.CountDownLatch;
import lifeboat.cli.command.Program;
import lifeboat.cli.command.Version;

/** {@code lifeboat}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (Version.isAskedFor(args)) {
            System.out.println(Version.line());
            if (!System.out.checkError()) {
                return; // System.exit looks for a logger to tell, which takes longer than all this
            }
        }
        CountDownLatch ended = new CountDownLatch(1);
        Wiring.whenAskedToStop(Thread.currentThread(), ended);
        int exitCode = Program.run(args, Wiring.surroundings());
        ended.countDown();
        System.exit(exitCode);
    }
}
