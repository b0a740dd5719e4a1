package lifeboat.agent.worker;

import lifeboat.engine.Progress;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.RepositoryUrl;

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
