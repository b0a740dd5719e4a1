package lifeboat.controller.security;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Sealed secrets until the process ends. */
public final class MemorySecretStore implements SecretStore {

    private final ConcurrentSkipListMap<String, String> secrets = new ConcurrentSkipListMap<>();

    @Override
    public void put(String name, String sealed) {
        secrets.put(name, sealed);
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public List<String> names() {
        return List.copyOf(secrets.keySet());
    }

    @Override
    public void remove(String name) {
        secrets.remove(name);
    }
}
