package lifeboat.agent;

import lifeboat.agent.command.ExitCode;
import lifeboat.agent.command.Program;
import lifeboat.agent.command.Surroundings;

/** {@code lifeboat-agent}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Surroundings surroundings = Wiring.surroundings();
        Thread worker = Thread.currentThread();
        Runnable stop =
                () -> {
                    surroundings
                            .console()
                            .warn("stopping at a safe point; once more stops at once");
                    worker.interrupt();
                };
        Signals.install(stop, ExitCode.INTERRUPTED.number());
        System.exit(Program.run(args, surroundings));
    }
}
