package lifeboat.controller.catalog;

import java.util.List;
import lifeboat.controller.plan.RepositoryName;

/**
 * Keeps what was last seen, so that a restart while a repository is away does not make its plans
 * look as if they had never been saved. Thread-safe; writes are durable.
 */
public interface CatalogStore {

    /** By name. */
    List<RepositoryView> all();

    /** Replaces what was known of the repository. */
    void put(RepositoryView view);

    /** Does nothing if it is not known. */
    void remove(RepositoryName repository);
}
