package lifeboat.controller.security;

import java.util.List;
import java.util.Optional;

/** Sealed secrets by name. Thread-safe; what a call has returned from is durable. */
public interface SecretStore {

    /** Stores a sealed secret, base64, in the place of any that has its name. */
    void put(String name, String sealed);

    Optional<String> find(String name);

    /** In order. */
    List<String> names();

    /** Forgets one; of one that is not there, nothing. */
    void remove(String name);
}
