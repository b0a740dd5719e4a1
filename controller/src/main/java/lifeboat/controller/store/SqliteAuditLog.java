package lifeboat.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.security.AuditEntry;
import lifeboat.controller.security.AuditLog;
import lifeboat.controller.security.Deed;

/** The audit log in the controller's database. */
public final class SqliteAuditLog implements AuditLog {

    private final Database database;

    public SqliteAuditLog(Database database) {
        this.database = database;
    }

    @Override
    public AuditEntry append(Instant time, Deed deed, String refusal) {
        return database.write(
                handle -> {
                    long number =
                            handle.createQuery(
                                            "SELECT coalesce(max(number), 0) + 1 FROM audit_entry")
                                    .mapTo(long.class)
                                    .one();
                    AuditEntry entry = new AuditEntry(number, time, deed, refusal);
                    handle.createUpdate(
                                    """
                                    INSERT INTO audit_entry
                                        (number, time, who, action, subject, reason, refusal)
                                    VALUES (:number, :time, :who, :action, :subject, :reason,
                                        :refusal)
                                    """)
                            .bind("number", number)
                            .bind("time", time.toEpochMilli())
                            .bind("who", deed.who())
                            .bind("action", deed.action())
                            .bind("subject", deed.subject())
                            .bind("reason", deed.reason())
                            .bind("refusal", entry.refusal())
                            .execute();
                    return entry;
                });
    }

    @Override
    public List<AuditEntry> newest(int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM audit_entry"
                                                + " ORDER BY number DESC LIMIT :limit")
                                .bind("limit", limit)
                                .map((row, _) -> entry(row))
                                .list());
    }

    @Override
    public Optional<AuditEntry> lastDone(String action) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM audit_entry
                                        WHERE action = :action AND refusal = ''
                                        ORDER BY number DESC LIMIT 1
                                        """)
                                .bind("action", action)
                                .map((row, _) -> entry(row))
                                .findOne());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("number"),
                Instant.ofEpochMilli(row.getLong("time")),
                new Deed(
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason")),
                row.getString("refusal"));
    }
}
