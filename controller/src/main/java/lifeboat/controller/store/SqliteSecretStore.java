package lifeboat.controller.store;

import java.util.Base64;
import java.util.Optional;
import lifeboat.controller.security.SecretStore;

/** Sealed secrets in the database. */
public final class SqliteSecretStore implements SecretStore {

    private final Database database;

    public SqliteSecretStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(String name, byte[] sealed) {
        database.execute(
                handle ->
                        handle.createUpdate(
                                        "INSERT INTO sealed_secret (name, sealed) VALUES"
                                                + " (:name, :sealed) ON CONFLICT (name) DO UPDATE"
                                                + " SET sealed = excluded.sealed")
                                .bind("name", name)
                                .bind("sealed", Base64.getEncoder().encodeToString(sealed))
                                .execute());
    }

    @Override
    public Optional<byte[]> find(String name) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT sealed FROM sealed_secret WHERE name = :name")
                                .bind("name", name)
                                .mapTo(String.class)
                                .findOne()
                                .map(Base64.getDecoder()::decode));
    }
}
