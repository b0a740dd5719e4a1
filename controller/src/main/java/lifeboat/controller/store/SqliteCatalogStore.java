package lifeboat.controller.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import lifeboat.controller.catalog.CatalogStore;
import lifeboat.controller.catalog.KnownSnapshot;
import lifeboat.controller.catalog.RepositoryView;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.engine.ObjectId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The catalogue in the database; a listing that brings nothing new writes one row. */
public final class SqliteCatalogStore implements CatalogStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public SqliteCatalogStore(Database database) {
        this.database = database;
    }

    @Override
    public List<RepositoryView> all() {
        return database.read(
                handle -> {
                    Map<String, List<Row>> snapshots =
                            handle
                                    .createQuery(
                                            "SELECT * FROM catalog_snapshots"
                                                    + " ORDER BY recovery_point_millis, id")
                                    .map((row, _) -> row(row))
                                    .stream()
                                    .collect(groupingBy(Row::repository));
                    return handle.createQuery("SELECT * FROM catalog_repositories ORDER BY name")
                            .map(
                                    (row, _) ->
                                            view(
                                                    row,
                                                    snapshots.getOrDefault(
                                                            row.getString("name"), List.of())))
                            .list();
                });
    }

    @Override
    public void put(RepositoryView view) {
        database.note(
                handle -> {
                    String name = view.repository().name().value();
                    deleteRepository(handle, name);
                    insertRepository(handle, name, view);
                    replaceSnapshots(handle, name, view.snapshots());
                });
    }

    @Override
    public void remove(RepositoryName repository) {
        database.note(
                handle -> {
                    deleteRepository(handle, repository.value());
                    replaceSnapshots(handle, repository.value(), List.of());
                });
    }

    private static void deleteRepository(Handle handle, String name) {
        handle.createUpdate("DELETE FROM catalog_repositories WHERE name = :name")
                .bind("name", name)
                .execute();
    }

    private static void insertRepository(Handle handle, String name, RepositoryView view) {
        Optional<RepositoryView.Listing> listing = view.listing();
        Optional<RepositoryView.Failure> failure = view.failure();
        handle.createUpdate(
                        "INSERT INTO catalog_repositories (name, url, wanted_config_id,"
                                + " tried_millis, failure_code, failure_message, failure_next,"
                                + " seen_millis, config_id, unreadable_snapshots, packs,"
                                + " pack_bytes, locks, oldest_lock_millis) VALUES (:name, :url,"
                                + " :wanted, :tried, :code, :message, :next, :seen, :configId,"
                                + " :unreadable, :packs, :packBytes, :locks, :oldestLock)")
                .bind("name", name)
                .bind("url", view.repository().url())
                .bind("wanted", view.repository().configId())
                .bind("tried", view.tried().toEpochMilli())
                .bind("code", failure.map(RepositoryView.Failure::code))
                .bind("message", failure.map(RepositoryView.Failure::message))
                .bind("next", failure.map(RepositoryView.Failure::next))
                .bind("seen", listing.map(each -> each.seen().toEpochMilli()))
                .bind("configId", listing.map(RepositoryView.Listing::configId))
                .bind("unreadable", listing.map(RepositoryView.Listing::unreadableSnapshots))
                .bind("packs", listing.map(RepositoryView.Listing::packs))
                .bind("packBytes", listing.map(RepositoryView.Listing::packBytes))
                .bind("locks", listing.map(RepositoryView.Listing::locks))
                .bind(
                        "oldestLock",
                        listing.flatMap(RepositoryView.Listing::oldestLock)
                                .map(Instant::toEpochMilli))
                .execute();
    }

    /** Snapshots never change, so those that stay need no writing. */
    private static void replaceSnapshots(
            Handle handle, String name, List<KnownSnapshot> snapshots) {
        Set<String> before =
                handle.createQuery("SELECT id FROM catalog_snapshots WHERE repository = :name")
                        .bind("name", name)
                        .mapTo(String.class)
                        .collect(toSet());
        Set<String> after = snapshots.stream().map(each -> each.id().hex()).collect(toSet());
        PreparedBatch deletion =
                handle.prepareBatch(
                        "DELETE FROM catalog_snapshots WHERE repository = :name AND id = :id");
        before.stream()
                .filter(id -> !after.contains(id))
                .forEach(id -> deletion.bind("name", name).bind("id", id).add());
        deletion.execute();
        PreparedBatch insertion =
                handle.prepareBatch(
                        "INSERT INTO catalog_snapshots (repository, id, plan,"
                                + " recovery_point_millis, host, paths, tags, program_version,"
                                + " files, bytes) VALUES (:name, :id, :plan, :point, :host,"
                                + " :paths, :tags, :program, :files, :bytes)");
        snapshots.stream()
                .filter(each -> !before.contains(each.id().hex()))
                .forEach(each -> bind(insertion, name, each).add());
        insertion.execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, String name, KnownSnapshot snapshot) {
        return batch.bind("name", name)
                .bind("id", snapshot.id().hex())
                .bind("plan", snapshot.plan().map(PlanName::value))
                .bind("point", snapshot.recoveryPoint().toEpochMilli())
                .bind("host", snapshot.host())
                .bind("paths", json(snapshot.paths()))
                .bind("tags", json(snapshot.tags()))
                .bind("program", snapshot.programVersion())
                .bind("files", snapshot.files())
                .bind("bytes", snapshot.bytes());
    }

    private record Row(String repository, KnownSnapshot snapshot) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("repository"),
                new KnownSnapshot(
                        ObjectId.parse(row.getString("id")),
                        Optional.ofNullable(row.getString("plan")).map(PlanName::new),
                        Instant.ofEpochMilli(row.getLong("recovery_point_millis")),
                        row.getString("host"),
                        texts(row.getString("paths")),
                        texts(row.getString("tags")),
                        row.getString("program_version"),
                        number(row, "files"),
                        number(row, "bytes")));
    }

    private static RepositoryView view(ResultSet row, List<Row> snapshots) throws SQLException {
        Optional<RepositoryView.Failure> failure =
                row.getString("failure_code") == null
                        ? Optional.empty()
                        : Optional.of(
                                new RepositoryView.Failure(
                                        row.getString("failure_code"),
                                        row.getString("failure_message"),
                                        row.getString("failure_next")));
        return new RepositoryView(
                new PlanRepository(
                        new RepositoryName(row.getString("name")),
                        row.getString("url"),
                        Optional.ofNullable(row.getString("wanted_config_id"))),
                listing(row, snapshots),
                failure,
                Instant.ofEpochMilli(row.getLong("tried_millis")));
    }

    private static Optional<RepositoryView.Listing> listing(ResultSet row, List<Row> snapshots)
            throws SQLException {
        OptionalLong seen = number(row, "seen_millis");
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong oldestLock = number(row, "oldest_lock_millis");
        return Optional.of(
                new RepositoryView.Listing(
                        Instant.ofEpochMilli(seen.getAsLong()),
                        row.getString("config_id"),
                        snapshots.stream().map(Row::snapshot).toList(),
                        row.getInt("unreadable_snapshots"),
                        row.getLong("packs"),
                        row.getLong("pack_bytes"),
                        row.getInt("locks"),
                        oldestLock.isPresent()
                                ? Optional.of(Instant.ofEpochMilli(oldestLock.getAsLong()))
                                : Optional.empty()));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static String json(List<String> texts) {
        var array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array.toString();
    }

    private static List<String> texts(String json) {
        try {
            List<String> texts = new ArrayList<>();
            for (JsonNode each : JSON.readTree(json)) {
                texts.add(each.asText());
            }
            return texts;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no JSON: " + json, e);
        }
    }
}
