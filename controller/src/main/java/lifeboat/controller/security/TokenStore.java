package lifeboat.controller.security;

import java.time.Instant;
import java.util.Optional;

/** The join tokens. Thread-safe; what a call has returned from is durable. */
public interface TokenStore {

    void add(StoredToken token);

    Optional<StoredToken> find(String id);

    /** Marks a token as used; true for one caller only, however many ask at a time. */
    boolean use(String id);

    void forgetEndedBefore(Instant end);
}
