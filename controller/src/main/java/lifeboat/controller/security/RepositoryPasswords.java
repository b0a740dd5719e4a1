package lifeboat.controller.security;

import java.util.Base64;
import java.util.Optional;
import lifeboat.engine.Password;

/** The passwords of repositories, by the repository's name; sealed at rest. Thread-safe. */
public final class RepositoryPasswords {

    private final SealingKey key;
    private final SecretStore store;

    public RepositoryPasswords(SealingKey key, SecretStore store) {
        this.key = key;
        this.store = store;
    }

    /** Stores a password in the place of any that the repository has. */
    public void put(String repository, Password password) {
        byte[] sealed = key.seal(repository, password.bytes());
        store.put(repository, Base64.getEncoder().encodeToString(sealed));
    }

    /**
     * Returns the password of a repository, opened.
     *
     * @throws lifeboat.controller.error.ControllerException {@code SECRET_UNREADABLE}
     */
    public Optional<Password> find(String repository) {
        return store.find(repository)
                .map(text -> key.open(repository, decoded(text)))
                .map(Password::ofBytes);
    }

    public void remove(String repository) {
        store.remove(repository);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0]; // which no key opens
        }
    }
}
