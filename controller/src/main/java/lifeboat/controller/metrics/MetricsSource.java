package lifeboat.controller.metrics;

/** Where a scrape gets what it shows. Thread-safe; neither method waits for a repository. */
public interface MetricsSource {

    /**
     * Whether it is known what lies in the repositories. Before, every backup would seem to be
     * missing, so nothing is shown; once true, stays so.
     */
    boolean isLoaded();

    /** Everything, as it is now. */
    DomainState read();
}
