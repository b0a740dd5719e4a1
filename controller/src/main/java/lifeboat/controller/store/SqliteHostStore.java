package lifeboat.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.controller.fleet.Admission;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostIdentity;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.fleet.Sighting;
import org.jdbi.v3.core.Handle;

/** Hosts in the controller's database. */
public final class SqliteHostStore implements HostStore {

    private static final String SAW =
            """
            UPDATE host SET last_seen = :seen, agent_version = :version,
                clock_offset = :offset, state = :state
            WHERE name = :name
            """;

    private final Database database;

    public SqliteHostStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Host> find(HostName name) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM host WHERE name = :name")
                                .bind("name", name.value())
                                .map((row, _) -> host(row))
                                .findOne());
    }

    @Override
    public List<Host> all() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM host ORDER BY name")
                                .map((row, _) -> host(row))
                                .list());
    }

    @Override
    public int countAlive(String admittedBy, Instant since) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT count(*) FROM host
                                        WHERE enrolled_by = :by
                                            AND coalesce(last_seen, enrolled) >= :since
                                        """)
                                .bind("by", admittedBy)
                                .bind("since", since.toEpochMilli())
                                .mapTo(int.class)
                                .one());
    }

    @Override
    public void put(Host host) {
        database.execute(
                handle -> {
                    handle.execute("DELETE FROM host WHERE name = ?", host.name().value());
                    handle.createUpdate(
                                    """
                                    INSERT INTO host (name, role, instance, certificate,
                                        certificate_ends, duplicate_seen, enrolled, enrolled_by)
                                    VALUES (:name, :role, :instance, :certificate,
                                        :ends, :duplicate, :enrolled, :by)
                                    """)
                            .bind("name", host.name().value())
                            .bind("role", host.role().name())
                            .bind("instance", host.identity().instance().value())
                            .bind("certificate", host.identity().certificate().value())
                            .bind("ends", host.identity().certificateEnds().toEpochMilli())
                            .bind("duplicate", host.identity().duplicateSeen() ? 1 : 0)
                            .bind("enrolled", host.admission().at().toEpochMilli())
                            .bind("by", host.admission().by())
                            .execute();
                    host.sighting().ifPresent(sighting -> saw(handle, host.name(), sighting));
                });
    }

    @Override
    public void renewed(HostName name, CertificateSerial certificate, Instant ends) {
        database.execute(
                handle ->
                        handle.execute(
                                "UPDATE host SET certificate = ?, certificate_ends = ?"
                                        + " WHERE name = ?",
                                certificate.value(),
                                ends.toEpochMilli(),
                                name.value()));
    }

    @Override
    public void saw(Map<HostName, Sighting> sightings) {
        database.note(handle -> sightings.forEach((name, sighting) -> saw(handle, name, sighting)));
    }

    private static void saw(Handle handle, HostName name, Sighting sighting) {
        handle.createUpdate(SAW)
                .bind("name", name.value())
                .bind("seen", sighting.at().toEpochMilli())
                .bind("version", sighting.agentVersion())
                .bind("offset", sighting.clockOffset().toMillis())
                .bind("state", sighting.state())
                .execute();
    }

    @Override
    public void sawDuplicate(HostName name) {
        database.execute(
                handle ->
                        handle.execute(
                                "UPDATE host SET duplicate_seen = 1 WHERE name = ?", name.value()));
    }

    @Override
    public boolean remove(HostName name) {
        return database.write(
                        handle -> handle.execute("DELETE FROM host WHERE name = ?", name.value()))
                > 0;
    }

    private static Host host(ResultSet row) throws SQLException {
        return new Host(
                new HostName(row.getString("name")),
                Role.valueOf(row.getString("role")),
                new HostIdentity(
                        new InstanceId(row.getString("instance")),
                        new CertificateSerial(row.getString("certificate")),
                        Instant.ofEpochMilli(row.getLong("certificate_ends")),
                        row.getInt("duplicate_seen") != 0),
                new Admission(
                        Instant.ofEpochMilli(row.getLong("enrolled")),
                        row.getString("enrolled_by")),
                sighting(row));
    }

    private static Optional<Sighting> sighting(ResultSet row) throws SQLException {
        long seen = row.getLong("last_seen");
        if (row.wasNull()) {
            return Optional.empty();
        }
        return Optional.of(
                new Sighting(
                        Instant.ofEpochMilli(seen),
                        row.getString("agent_version"),
                        Duration.ofMillis(row.getLong("clock_offset")),
                        row.getString("state")));
    }
}
