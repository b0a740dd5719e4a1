package lifeboat.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.controller.operation.Deadline;
import lifeboat.controller.operation.LogEntry;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationEvent;
import lifeboat.controller.operation.OperationId;
import lifeboat.controller.operation.OperationJournal;
import lifeboat.controller.operation.OperationState;
import lifeboat.controller.operation.Pace;
import lifeboat.controller.operation.Phase;
import lifeboat.controller.operation.Progress;
import lifeboat.controller.operation.Request;
import lifeboat.controller.operation.Revision;
import lifeboat.controller.operation.Work;
import lifeboat.controller.plan.PlanName;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Keeps operations in the controller's database. Thread-safe. */
public final class SqliteOperationJournal implements OperationJournal {

    private final Database database;
    private final OperationJson json = new OperationJson();

    public SqliteOperationJournal(Database database) {
        this.database = database;
    }

    @Override
    public void create(Operation operation, OperationEvent first) {
        database.execute(
                handle -> {
                    insert(handle, operation);
                    insert(handle, operation, first);
                });
    }

    private void insert(Handle handle, Operation operation) {
        boolean known =
                handle.createQuery("SELECT count(*) FROM operation WHERE id = :id")
                                .bind("id", operation.id().value())
                                .mapTo(int.class)
                                .one()
                        > 0;
        if (known) {
            throw new IllegalStateException("there is an operation " + operation.id());
        }
        bindChanging(
                        handle.createUpdate(
                                """
                                INSERT INTO operation (id, number, kind, plan, host, work, request,
                                    version, changed, phase, state, progress, progress_at,
                                    deadline_set, deadline_due)
                                SELECT :id, coalesce(max(number), 0) + 1, :kind, :plan, :host,
                                    :work, :request, :version, :changed, :phase, :state, :progress,
                                    :progressAt, :deadlineSet, :deadlineDue
                                FROM operation
                                """),
                        operation)
                .bind("kind", operation.kind().name())
                .bind("plan", operation.work().plan().value())
                .bind("host", operation.work().host().value())
                .bind("work", json.write(Work.class, operation.work()))
                .bind("request", json.write(Request.class, operation.request()))
                .execute();
    }

    private void insert(Handle handle, Operation operation, OperationEvent event) {
        handle.createUpdate(
                        """
                        INSERT INTO operation_event (operation, version, time, phase, event)
                        VALUES (:operation, :version, :time, :phase, :event)
                        """)
                .bind("operation", operation.id().value())
                .bind("version", operation.version())
                .bind("time", operation.revision().time().toEpochMilli())
                .bind("phase", operation.phase().name())
                .bind("event", json.write(OperationEvent.class, event))
                .execute();
    }

    @Override
    public boolean append(Operation next, OperationEvent event) {
        return database.write(
                handle -> {
                    boolean asRead = update(handle, next, next.version() - 1);
                    if (asRead) {
                        insert(handle, next, event);
                    }
                    return asRead;
                });
    }

    @Override
    public void checkpoint(Operation operation) {
        database.note(handle -> update(handle, operation, operation.version()));
    }

    private boolean update(Handle handle, Operation operation, long read) {
        int rows =
                bindChanging(
                                handle.createUpdate(
                                        """
                                        UPDATE operation SET version = :version, changed = :changed,
                                            phase = :phase, state = :state, progress = :progress,
                                            progress_at = :progressAt, deadline_set = :deadlineSet,
                                            deadline_due = :deadlineDue
                                        WHERE id = :id AND version = :read
                                        """),
                                operation)
                        .bind("read", read)
                        .execute();
        return rows == 1;
    }

    private <S extends SqlStatement<S>> S bindChanging(S statement, Operation operation) {
        Revision revision = operation.revision();
        Deadline deadline = revision.deadline();
        return statement
                .bind("id", operation.id().value())
                .bind("version", revision.number())
                .bind("changed", revision.time().toEpochMilli())
                .bind("phase", operation.phase().name())
                .bind("state", json.write(OperationState.class, revision.state()))
                .bind("progress", json.write(Progress.class, operation.pace().progress()))
                .bind("progressAt", operation.pace().at().toEpochMilli())
                .bind("deadlineSet", deadline.set().toEpochMilli())
                .bind("deadlineDue", deadline.due().toEpochMilli());
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM operation WHERE id = :id")
                                .bind("id", id.value())
                                .map(this::operation)
                                .findOne());
    }

    @Override
    public List<OperationId> startingWith(String prefix, int limit) {
        // Compared as text: in LIKE, what an operator types could be a pattern.
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id FROM operation
                                        WHERE substr(id, 1, :length) = :prefix
                                        ORDER BY number LIMIT :limit
                                        """)
                                .bind("length", prefix.length())
                                .bind("prefix", prefix)
                                .bind("limit", limit)
                                .map((row, _) -> new OperationId(row.getString("id")))
                                .list());
    }

    @Override
    public List<Operation> unfinished() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM operation WHERE phase <> :done
                                        ORDER BY number
                                        """)
                                .bind("done", Phase.DONE.name())
                                .map(this::operation)
                                .list());
    }

    @Override
    public List<Operation> newest(int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM operation
                                        ORDER BY number DESC LIMIT :limit
                                        """)
                                .bind("limit", limit)
                                .map(this::operation)
                                .list());
    }

    @Override
    public List<Operation> newest(PlanName plan, int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM operation WHERE plan = :plan
                                        ORDER BY number DESC LIMIT :limit
                                        """)
                                .bind("plan", plan.value())
                                .bind("limit", limit)
                                .map(this::operation)
                                .list());
    }

    @Override
    public void forEach(Consumer<Operation> each) {
        database.view(
                handle ->
                        handle.createQuery("SELECT * FROM operation ORDER BY number")
                                .map(this::operation)
                                .forEach(each));
    }

    @Override
    public List<OperationId> due(Instant now) {
        // As Deadline.hasPassed.
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id FROM operation
                                        WHERE deadline_due <= :now OR deadline_set > :ahead
                                        ORDER BY number
                                        """)
                                .bind("now", now.toEpochMilli())
                                .bind("ahead", now.plus(Deadline.SLACK).toEpochMilli())
                                .map((row, _) -> new OperationId(row.getString("id")))
                                .list());
    }

    @Override
    public List<LogEntry> log(OperationId id) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM operation_event WHERE operation = :id
                                        ORDER BY version
                                        """)
                                .bind("id", id.value())
                                .map(this::entry)
                                .list());
    }

    @Override
    public void forgetEndedBefore(Instant end) {
        database.execute(
                handle -> {
                    handle.createUpdate(
                                    """
                                    DELETE FROM operation_event WHERE operation IN (
                                        SELECT id FROM operation
                                        WHERE phase = :done AND changed < :end)
                                    """)
                            .bind("done", Phase.DONE.name())
                            .bind("end", end.toEpochMilli())
                            .execute();
                    handle.createUpdate(
                                    "DELETE FROM operation WHERE phase = :done AND changed < :end")
                            .bind("done", Phase.DONE.name())
                            .bind("end", end.toEpochMilli())
                            .execute();
                });
    }

    @Override
    public long raiseEpoch(long floor) {
        return database.write(
                handle -> {
                    long stored =
                            handle.createQuery("SELECT epoch FROM fence").mapTo(long.class).one();
                    long raised = Math.max(stored, floor) + 1;
                    handle.createUpdate("UPDATE fence SET epoch = :epoch")
                            .bind("epoch", raised)
                            .execute();
                    return raised;
                });
    }

    private Operation operation(ResultSet row, StatementContext context) throws SQLException {
        return new Operation(
                new OperationId(row.getString("id")),
                json.read(Work.class, row.getString("work")),
                json.read(Request.class, row.getString("request")),
                new Revision(
                        row.getLong("version"),
                        Instant.ofEpochMilli(row.getLong("changed")),
                        json.read(OperationState.class, row.getString("state")),
                        new Deadline(
                                Instant.ofEpochMilli(row.getLong("deadline_set")),
                                Instant.ofEpochMilli(row.getLong("deadline_due")))),
                Pace.restarted(
                        json.read(Progress.class, row.getString("progress")),
                        Instant.ofEpochMilli(row.getLong("progress_at"))));
    }

    private LogEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new LogEntry(
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("time")),
                json.read(OperationEvent.class, row.getString("event")),
                Phase.valueOf(row.getString("phase")));
    }
}
