package lifeboat.controller.catalog;

import lifeboat.engine.store.ObjectStore;

/** Opens the places that repositories lie in. Thread-safe. */
@FunctionalInterface
public interface Stores {

    /**
     * Opens a place for reading and listing. Its calls must end, in success or not, within a few
     * minutes: whoever is to be told that a repository is not there waits for them.
     *
     * @param url as in a plan
     */
    ObjectStore open(String url) throws InterruptedException;
}
