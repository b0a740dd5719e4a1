package lifeboat.agent.command;

import java.util.Map;
import lifeboat.agent.config.AgentConfig;
import lifeboat.agent.output.Console;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.RepositoryUrl;

/**
 * What the commands take from the machine they run on, so that tests can stand in for it.
 *
 * @param hostname a new snapshot's host, unless another is given
 */
public record Surroundings(
        Console console,
        Map<String, String> environment,
        Platform platform,
        Stores stores,
        Agent agent,
        String hostname,
        String username) {

    /** Opens the place that a URL names. */
    @FunctionalInterface
    public interface Stores {
        /**
         * Opens it.
         *
         * @param progress is told when the store makes us wait
         */
        ObjectStore open(RepositoryUrl url, Progress progress) throws InterruptedException;
    }

    /** The agent under a controller. */
    @FunctionalInterface
    public interface Agent {
        /** Runs it until this thread is interrupted. */
        void run(AgentConfig config) throws InterruptedException;
    }

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
