package lifeboat.controller.security;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tokens until the process ends. */
public final class MemoryTokenStore implements TokenStore {

    private final Map<String, StoredToken> tokens = new HashMap<>();

    @Override
    public synchronized void add(StoredToken token) {
        tokens.put(token.id(), token);
    }

    @Override
    public synchronized Optional<StoredToken> find(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public synchronized boolean use(String id) {
        Optional<StoredToken> unused = find(id).filter(token -> !token.used());
        unused.ifPresent(token -> add(token.usedUp()));
        return unused.isPresent();
    }

    @Override
    public synchronized void forgetEndedBefore(Instant end) {
        tokens.values().removeIf(token -> token.ends().isBefore(end));
    }
}
