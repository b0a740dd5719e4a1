package lifeboat.agent.host;

import java.time.Duration;
import lifeboat.engine.Sleeper;

/** Looks at the host again and again, so that its newest state is at hand without waiting. */
public final class HostWatch {

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final HostFacts facts;
    private final Sleeper sleeper;
    private volatile HostState latest;

    /** Looks for the first time. */
    public HostWatch(HostFacts facts, Sleeper sleeper) throws InterruptedException {
        this.facts = facts;
        this.sleeper = sleeper;
        latest = facts.look();
    }

    public HostState latest() {
        return latest;
    }

    /** Goes on until this thread is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            sleeper.sleep(BETWEEN);
            latest = facts.look();
        }
    }
}
