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
import lifeboat.controller.security.Revocation;
import lifeboat.controller.security.Subject;

/** Certificates in the database. */
public final class SqliteCertificateStore implements CertificateStore {

    private final Database database;

    public SqliteCertificateStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(IssuedCertificate certificate) {
        Optional<Revocation> revocation = certificate.revocation();
        database.execute(
                handle ->
                        handle.createUpdate(
                                        "INSERT INTO certificate (serial, subject, host, ends,"
                                                + " revoked, revoked_reason) VALUES (:serial,"
                                                + " :subject, :host, :ends, :revoked, :reason)"
                                                + " ON CONFLICT (serial) DO UPDATE SET"
                                                + " subject = excluded.subject,"
                                                + " host = excluded.host, ends = excluded.ends,"
                                                + " revoked = excluded.revoked,"
                                                + " revoked_reason = excluded.revoked_reason")
                                .bind("serial", certificate.serial().value())
                                .bind("subject", certificate.subject().uri())
                                .bind("host", host(certificate.subject()).orElse(null))
                                .bind("ends", certificate.ends().toEpochMilli())
                                .bind(
                                        "revoked",
                                        revocation.map(r -> r.at().toEpochMilli()).orElse(null))
                                .bind("reason", revocation.map(Revocation::reason).orElse(null))
                                .execute());
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
        return database.write(
                handle ->
                        handle.createUpdate(
                                                "UPDATE certificate SET revoked = :at,"
                                                        + " revoked_reason = :reason"
                                                        + " WHERE serial = :serial"
                                                        + " AND revoked IS NULL")
                                        .bind("at", revocation.at().toEpochMilli())
                                        .bind("reason", revocation.reason())
                                        .bind("serial", serial.value())
                                        .execute()
                                > 0);
    }

    @Override
    public int revokeAll(HostName host, Revocation revocation) {
        return database.write(
                handle ->
                        handle.createUpdate(
                                        "UPDATE certificate SET revoked = :at,"
                                                + " revoked_reason = :reason WHERE host = :host"
                                                + " AND revoked IS NULL")
                                .bind("at", revocation.at().toEpochMilli())
                                .bind("reason", revocation.reason())
                                .bind("host", host.value())
                                .execute());
    }

    @Override
    public Optional<Instant> lastRevocation(HostName host) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "SELECT revoked FROM certificate WHERE host = :host"
                                                + " AND revoked IS NOT NULL"
                                                + " ORDER BY revoked DESC LIMIT 1")
                                .bind("host", host.value())
                                .mapTo(long.class)
                                .findOne()
                                .map(Instant::ofEpochMilli));
    }

    @Override
    public void forgetEndedBefore(Instant end) {
        database.execute(
                handle ->
                        handle.createUpdate("DELETE FROM certificate WHERE ends < :end")
                                .bind("end", end.toEpochMilli())
                                .execute());
    }

    private static Optional<String> host(Subject subject) {
        return switch (subject) {
            case Subject.HostSubject host -> Optional.of(host.name().value());
            case Subject.OperatorSubject _ -> Optional.empty();
        };
    }

    private static IssuedCertificate certificate(ResultSet row) throws SQLException {
        String uri = row.getString("subject");
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
                Subject.parse(uri)
                        .orElseThrow(() -> new IllegalStateException("stored subject " + uri)),
                Instant.ofEpochMilli(row.getLong("ends")),
                revocation);
    }
}
