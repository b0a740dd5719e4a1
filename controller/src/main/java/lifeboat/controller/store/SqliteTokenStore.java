package lifeboat.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.security.EnrolmentScope;
import lifeboat.controller.security.StoredToken;
import lifeboat.controller.security.TokenStore;

/** Join tokens in the controller's database. */
public final class SqliteTokenStore implements TokenStore {

    private final Database database;

    public SqliteTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(StoredToken token) {
        EnrolmentScope scope = token.scope();
        database.execute(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO join_token (id, secret_hash, host, role,
                                            max_living, replaces, ends, used)
                                        VALUES (:id, :hash, :host, :role,
                                            :max_living, :replaces, :ends, :used)
                                        """)
                                .bind("id", token.id())
                                .bind("hash", token.secretHash())
                                .bind("host", scope.host().map(HostName::value))
                                .bind("role", scope.role().name())
                                .bind("max_living", scope.maxLiving())
                                .bind("replaces", scope.replaces() ? 1 : 0)
                                .bind("ends", token.ends().toEpochMilli())
                                .bind("used", token.used() ? 1 : 0)
                                .execute());
    }

    @Override
    public Optional<StoredToken> find(String id) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM join_token WHERE id = :id")
                                .bind("id", id)
                                .map((row, _) -> token(row))
                                .findOne());
    }

    @Override
    public boolean use(String id) {
        return database.write(
                        handle ->
                                handle.execute(
                                        "UPDATE join_token SET used = 1 WHERE id = ? AND used = 0",
                                        id))
                == 1;
    }

    @Override
    public void forgetEndedBefore(Instant end) {
        database.execute(
                handle ->
                        handle.execute(
                                "DELETE FROM join_token WHERE ends < ?", end.toEpochMilli()));
    }

    private static StoredToken token(ResultSet row) throws SQLException {
        return new StoredToken(
                row.getString("id"),
                row.getString("secret_hash"),
                new EnrolmentScope(
                        Optional.ofNullable(row.getString("host")).map(HostName::new),
                        Role.valueOf(row.getString("role")),
                        row.getInt("max_living"),
                        row.getInt("replaces") != 0),
                Instant.ofEpochMilli(row.getLong("ends")),
                row.getInt("used") != 0);
    }
}
