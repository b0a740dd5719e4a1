package lifeboat.controller.security;

import java.util.Optional;

/** Sealed secrets by name. Thread-safe; what a call has returned from is durable. */
public interface SecretStore {

    /** Stores one in the place of any that has its name. */
    void put(String name, byte[] sealed);

    Optional<byte[]> find(String name);
}
