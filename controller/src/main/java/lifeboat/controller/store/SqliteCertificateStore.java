package lifeboat.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.security.CertificateStore;
import lifeboat.controller.security.IssuedCertificate;
import lifeboat.controller.security.OperatorName;
import lifeboat.controller.security.OperatorRole;
import lifeboat.controller.security.Revocation;
import lifeboat.controller.security.Subject;

/** Certificates in the controller's database. */
public final class SqliteCertificateStore implements CertificateStore {

    private final Database database;

    public SqliteCertificateStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(IssuedCertificate certificate) {
        Optional<String> host =
                switch (certificate.subject()) {
                    case Subject.HostSubject subject -> Optional.of(subject.name().value());
                    case Subject.OperatorSubject _ -> Optional.empty();
                };
        Optional<Revocation> revocation = certificate.revocation();
        database.execute(
                handle -> {
                    String serial = certificate.serial().value();
                    handle.execute("DELETE FROM certificate WHERE serial = ?", serial);
                    handle.createUpdate(
                                    """
                                    INSERT INTO certificate
                                        (serial, subject, host, ends, revoked, revoked_reason)
                                    VALUES (:serial, :subject, :host, :ends, :revoked, :reason)
                                    """)
                            .bind("serial", serial)
                            .bind("subject", certificate.subject().uri())
                            .bind("host", host)
                            .bind("ends", certificate.ends().toEpochMilli())
                            .bind("revoked", revocation.map(r -> r.at().toEpochMilli()))
                            .bind("reason", revocation.map(Revocation::reason))
                            .execute();
                });
    }

    @Override
    public Optional<IssuedCertificate> find(CertificateSerial serial) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM certificate WHERE serial = :serial")
                                .bind("serial", serial.value())
                                .map((row, _) -> certificate(row))
                                .findOne());
    }

    @Override
    public List<IssuedCertificate> all() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM certificate ORDER BY ends, serial")
                                .map((row, _) -> certificate(row))
                                .list());
    }

    @Override
    public boolean revoke(CertificateSerial serial, Revocation revocation) {
        return revokeWhere("serial = ?", serial.value(), revocation) > 0;
    }

    @Override
    public int revokeAll(HostName host, Revocation revocation) {
        return revokeWhere("host = ?", host.value(), revocation);
    }

    private int revokeWhere(String condition, String value, Revocation revocation) {
        return database.write(
                handle ->
                        handle.execute(
                                "UPDATE certificate SET revoked = ?, revoked_reason = ?"
                                        + " WHERE revoked IS NULL AND "
                                        + condition,
                                revocation.at().toEpochMilli(),
                                revocation.reason(),
                                value));
    }

    @Override
    public int revokeAll(OperatorName operator, Revocation revocation) {
        long at = revocation.at().toEpochMilli();
        return database.write(
                handle -> {
                    handle.execute(
                            "DELETE FROM operator_revocation WHERE operator = ?", operator.value());
                    handle.execute(
                            "INSERT INTO operator_revocation (operator, revoked) VALUES (?, ?)",
                            operator.value(),
                            at);
                    int revoked = 0;
                    for (OperatorRole role : OperatorRole.values()) {
                        revoked +=
                                handle.execute(
                                        "UPDATE certificate SET revoked = ?, revoked_reason = ?"
                                                + " WHERE revoked IS NULL AND subject = ?",
                                        at,
                                        revocation.reason(),
                                        new Subject.OperatorSubject(operator, role).uri());
                    }
                    return revoked;
                });
    }

    @Override
    public Optional<Instant> lastRevocation(OperatorName operator) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "SELECT revoked FROM operator_revocation"
                                                + " WHERE operator = :operator")
                                .bind("operator", operator.value())
                                .mapTo(long.class)
                                .findOne()
                                .map(Instant::ofEpochMilli));
    }

    @Override
    public Optional<Instant> lastRevocation(HostName host) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT revoked FROM certificate
                                        WHERE host = :host AND revoked IS NOT NULL
                                        ORDER BY revoked DESC LIMIT 1
                                        """)
                                .bind("host", host.value())
                                .mapTo(long.class)
                                .findOne()
                                .map(Instant::ofEpochMilli));
    }

    @Override
    public void forgetEndedBefore(Instant end) {
        database.execute(
                handle ->
                        handle.execute(
                                "DELETE FROM certificate WHERE ends < ?", end.toEpochMilli()));
    }

    private static IssuedCertificate certificate(ResultSet row) throws SQLException {
        String subject = row.getString("subject");
        long revoked = row.getLong("revoked");
        Optional<Revocation> revocation =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new Revocation(
                                        Instant.ofEpochMilli(revoked),
                                        row.getString("revoked_reason")));
        return new IssuedCertificate(
                new CertificateSerial(row.getString("serial")),
                Subject.parse(subject).orElseThrow(() -> new IllegalStateException(subject)),
                Instant.ofEpochMilli(row.getLong("ends")),
                revocation);
    }
}
