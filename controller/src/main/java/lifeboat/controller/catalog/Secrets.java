package lifeboat.controller.catalog;

import java.util.Optional;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.Password;

/** Where passwords of repositories are kept. Thread-safe. */
@FunctionalInterface
public interface Secrets {

    /** The password that was given with a plan of the repository; empty if none was yet. */
    Optional<Password> passwordOf(RepositoryName repository);
}
