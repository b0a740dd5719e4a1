package lifeboat.controller;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the program does when it is asked to stop: the first time it lets calls end, the second time
 * it ends at once.
 *
 * <p>By {@code sun.misc.Signal}, which the module jdk.unsupported offers: with a shutdown hook
 * SIGHUP could not be survived. Compiled apart, as javac warns of it: so it uses nothing else of
 * this program.
 */
final class Signals {

    private Signals() {}

    /**
     * @param stop runs at the first SIGINT or SIGTERM
     * @param exitCode what the second one ends with
     */
    static void install(Runnable stop, int exitCode) {
        AtomicBoolean stopping = new AtomicBoolean();
        SignalHandler handler =
                _ -> {
                    if (stopping.getAndSet(true)) {
                        Runtime.getRuntime().halt(exitCode);
                    }
                    stop.run();
                };
        Signal.handle(new Signal("INT"), handler);
        Signal.handle(new Signal("TERM"), handler);
        Signal.handle(new Signal("HUP"), SignalHandler.SIG_IGN);
    }
}
