package lifeboat.controller;

import java.util.Optional;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.security.SealedSecrets;
import lifeboat.controller.security.Secret;
import lifeboat.controller.wire.RepositoryPasswords;
import lifeboat.engine.Password;

/** Passwords of repositories among the sealed secrets. */
record SealedPasswords(SealedSecrets secrets) implements RepositoryPasswords {

    @Override
    public Optional<Password> passwordOf(RepositoryName repository) {
        return secrets.find(name(repository)).map(secret -> Password.ofBytes(secret.bytes()));
    }

    @Override
    public void put(RepositoryName repository, Password password) {
        secrets.put(name(repository), Secret.of(password.bytes()));
    }

    private static String name(RepositoryName repository) {
        return "repository " + repository;
    }
}
