package lifeboat.controller.security;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sealed secrets until the process ends. */
public final class MemorySecretStore implements SecretStore {

    private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();

    @Override
    public void put(String name, byte[] sealed) {
        secrets.put(name, sealed.clone());
    }

    @Override
    public Optional<byte[]> find(String name) {
        return Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
    }
}
