package lifeboat.controller.store;

import java.util.List;
import java.util.Optional;
import lifeboat.controller.security.SecretStore;

/** Sealed secrets in the controller's database. */
public final class SqliteSecretStore implements SecretStore {

    private final Database database;

    public SqliteSecretStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(String name, String sealed) {
        database.execute(
                handle -> {
                    handle.execute("DELETE FROM sealed_secret WHERE name = ?", name);
                    handle.execute(
                            "INSERT INTO sealed_secret (name, sealed) VALUES (?, ?)", name, sealed);
                });
    }

    @Override
    public Optional<String> find(String name) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT sealed FROM sealed_secret WHERE name = :name")
                                .bind("name", name)
                                .mapTo(String.class)
                                .findOne());
    }

    @Override
    public List<String> names() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT name FROM sealed_secret ORDER BY name")
                                .mapTo(String.class)
                                .list());
    }

    @Override
    public void remove(String name) {
        database.execute(
                handle -> handle.execute("DELETE FROM sealed_secret WHERE name = ?", name));
    }
}
