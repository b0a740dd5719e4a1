package lifeboat.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.controller.plan.PlanDocument;
import lifeboat.controller.plan.PlanFault;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanStore;
import lifeboat.controller.plan.StoredPlan;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Plans in the database; the current ones are also kept in memory, as they are asked for often. */
public final class SqlitePlanStore implements PlanStore {

    private final Database database;
    private final Map<PlanName, StoredPlan> current = new TreeMap<>(); // guarded by this

    /**
     * Reads the current plans.
     *
     * @throws IllegalStateException if one was stored by another release and this one can't read it
     */
    public SqlitePlanStore(Database database) {
        this.database = database;
        List<StoredPlan> plans =
                database.read(
                        handle ->
                                handle.createQuery(
                                                "SELECT v.* FROM plan_versions v JOIN plans p"
                                                        + " ON p.name = v.name AND p.version = v.version")
                                        .map(SqlitePlanStore::plan)
                                        .list());
        plans.forEach(plan -> current.put(plan.name(), plan));
    }

    @Override
    public synchronized List<StoredPlan> all() {
        return List.copyOf(current.values());
    }

    @Override
    public synchronized Optional<StoredPlan> find(PlanName name) {
        return Optional.ofNullable(current.get(name));
    }

    @Override
    public synchronized StoredPlan apply(PlanDocument document, Instant now, String who) {
        PlanName name = document.plan().name();
        StoredPlan before = current.get(name);
        if (before != null && before.document().equals(document)) {
            return before;
        }
        Instant applied = Instant.ofEpochMilli(now.toEpochMilli());
        Instant created = before == null ? applied : before.created();
        StoredPlan stored =
                database.write(
                        handle -> {
                            long version = lastVersion(handle, name) + 1;
                            var next = new StoredPlan(document, version, created, applied, who);
                            insert(handle, next);
                            return next;
                        });
        current.put(name, stored);
        return stored;
    }

    private static long lastVersion(Handle handle, PlanName name) {
        return handle.createQuery(
                        "SELECT COALESCE(MAX(version), 0) FROM plan_versions WHERE name = :name")
                .bind("name", name.value())
                .mapTo(long.class)
                .one();
    }

    private static void insert(Handle handle, StoredPlan plan) {
        handle.createUpdate(
                        "INSERT INTO plan_versions (name, version, document, created_millis,"
                                + " applied_millis, applied_by) VALUES (:name, :version, :document,"
                                + " :created, :applied, :who)")
                .bind("name", plan.name().value())
                .bind("version", plan.version())
                .bind("document", plan.document().yaml())
                .bind("created", plan.created().toEpochMilli())
                .bind("applied", plan.applied().toEpochMilli())
                .bind("who", plan.appliedBy())
                .execute();
        delete(handle, plan.name());
        handle.createUpdate("INSERT INTO plans (name, version) VALUES (:name, :version)")
                .bind("name", plan.name().value())
                .bind("version", plan.version())
                .execute();
    }

    private static void delete(Handle handle, PlanName name) {
        handle.createUpdate("DELETE FROM plans WHERE name = :name")
                .bind("name", name.value())
                .execute();
    }

    @Override
    public synchronized boolean delete(PlanName name) {
        database.execute(handle -> delete(handle, name));
        return current.remove(name) != null;
    }

    @Override
    public List<StoredPlan> versions(PlanName name) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM plan_versions WHERE name = :name"
                                                + " ORDER BY version")
                                .bind("name", name.value())
                                .map(SqlitePlanStore::plan)
                                .list());
    }

    private static StoredPlan plan(ResultSet row, StatementContext context) throws SQLException {
        return new StoredPlan(
                document(row.getString("name"), row.getString("document")),
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_millis")),
                Instant.ofEpochMilli(row.getLong("applied_millis")),
                row.getString("applied_by"));
    }

    private static PlanDocument document(String name, String yaml) {
        return switch (PlanDocument.read(yaml)) {
            case PlanDocument.Valid(PlanDocument document) -> document;
            case PlanDocument.Faulty(List<PlanFault> faults) ->
                    throw new IllegalStateException(
                            "the stored plan " + name + " can't be read: " + faults);
        };
    }
}
