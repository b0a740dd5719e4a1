package lifeboat.controller.wire;

import lifeboat.controller.catalog.Secrets;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.Password;

/** The passwords of repositories, sealed where they are kept. Thread-safe. */
public interface RepositoryPasswords extends Secrets {

    /** Keeps a password in the place of any that there was. */
    void put(RepositoryName repository, Password password);
}
