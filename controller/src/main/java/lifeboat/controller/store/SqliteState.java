package lifeboat.controller.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.recovery.ControllerState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The controller's state as the rows of its tables, without secrets and join tokens.
 *
 * <p>The document: {@code {"schema": 1, "tables_version": "3", "tables": {NAME: {"columns": […],
 * "rows": [[…]]}}}}. It is put back into tables of its own version, which the migrations then bring
 * up to date: so each release reads the states of all before it.
 */
public final class SqliteState implements ControllerState {

    private static final int SCHEMA = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern COLUMN = Pattern.compile("[a-z_]+");

    private static final String KEPT_OPERATIONS =
            " (phase <> 'DONE' OR number > (SELECT max(number) FROM operation) - 500)";

    /**
     * A table, and what of it is saved.
     *
     * @param query of hosts not their last report, which comes again; of what only grows the newest
     */
    private record Part(String table, String query) {}

    /** In the order in which rows refer to one another. */
    private static final List<Part> PARTS =
            List.of(
                    new Part(
                            "plan_versions",
                            """
                            SELECT * FROM plan_versions v WHERE version >
                                (SELECT max(version) FROM plan_versions WHERE name = v.name) - 20
                            """),
                    new Part("plans", "SELECT * FROM plans"),
                    new Part(
                            "host",
                            """
                            SELECT name, role, instance, certificate, certificate_ends,
                                duplicate_seen, enrolled, enrolled_by
                            FROM host
                            """),
                    new Part("certificate", "SELECT * FROM certificate"),
                    new Part("operator_revocation", "SELECT * FROM operator_revocation"),
                    new Part(
                            "audit_entry",
                            """
                            SELECT * FROM audit_entry
                            WHERE number > (SELECT max(number) FROM audit_entry) - 5000
                            """),
                    new Part("operation", "SELECT * FROM operation WHERE" + KEPT_OPERATIONS),
                    new Part(
                            "operation_event",
                            "SELECT * FROM operation_event WHERE operation IN"
                                    + " (SELECT id FROM operation WHERE"
                                    + KEPT_OPERATIONS
                                    + ")"),
                    new Part("fence", "SELECT * FROM fence"));

    private final Database database;

    public SqliteState(Database database) {
        this.database = database;
    }

    @Override
    public long changes() {
        return database.changes();
    }

    @Override
    public String read() {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema", SCHEMA).put("tables_version", database.version());
        ObjectNode tables = document.putObject("tables");
        database.read(
                handle -> {
                    PARTS.forEach(part -> tables.set(part.table(), rows(handle, part.query())));
                    return tables;
                });
        try {
            return JSON.writeValueAsString(document);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode rows(Handle handle, String query) {
        ObjectNode table = JSON.createObjectNode();
        ArrayNode columns = table.putArray("columns");
        ArrayNode rows = table.putArray("rows");
        handle.createQuery(query)
                .map(
                        (row, _) -> {
                            if (columns.isEmpty()) {
                                names(row.getMetaData()).forEach(columns::add);
                            }
                            return values(row, columns.size());
                        })
                .forEach(rows::add);
        return table;
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i));
        }
        return names;
    }

    private static ArrayNode values(ResultSet row, int columns) throws SQLException {
        ArrayNode values = JSON.createArrayNode();
        for (int i = 1; i <= columns; i++) {
            switch (row.getObject(i)) {
                case null -> values.addNull();
                case Number number -> values.add(number.longValue());
                case Object text -> values.add(text.toString());
            }
        }
        return values;
    }

    /**
     * Makes a database file that holds a state.
     *
     * @param file must not exist
     * @throws ControllerException {@code STATE_TOO_NEW}, {@code STATE_UNREADABLE}
     */
    public static void restore(Path file, String json) {
        try {
            JsonNode document = JSON.readTree(json);
            String version = document.required("tables_version").asText();
            if (document.required("schema").asInt() != SCHEMA) {
                throw tooNew(version);
            }
            // The question mark: a version that is not known is no failure of Flyway's, but ours.
            try (Database database = Database.open(file, version + "?")) {
                if (!database.version().equals(version)) {
                    throw tooNew(version);
                }
                JsonNode tables = document.required("tables");
                database.execute(
                        handle ->
                                PARTS.stream()
                                        .map(Part::table)
                                        .filter(tables::has) // an earlier release had fewer
                                        .forEach(t -> insert(handle, t, tables.required(t))));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ControllerException(
                    Kind.DATA_LOSS,
                    "STATE_UNREADABLE",
                    "the saved state is not what a controller saves: " + e.getMessage(),
                    "report it as a bug");
        }
    }

    private static void insert(Handle handle, String table, JsonNode content) {
        handle.execute("DELETE FROM " + table); // what a migration put there
        if (content.required("rows").isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>();
        content.required("columns").forEach(column -> columns.add(column.asText()));
        if (columns.stream().anyMatch(column -> !COLUMN.matcher(column).matches())) {
            throw new IllegalArgumentException("the columns of " + table + " are " + columns);
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO %s (%s) VALUES (%s)"
                                .formatted(
                                        table,
                                        String.join(", ", columns),
                                        String.join(
                                                ", ", Collections.nCopies(columns.size(), "?"))));
        for (JsonNode row : content.required("rows")) {
            batch.add(
                    StreamSupport.stream(row.spliterator(), false)
                            .map(SqliteState::value)
                            .toArray());
        }
        batch.execute();
    }

    private static Object value(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isNumber() ? (Object) value.longValue() : value.textValue();
    }

    private static ControllerException tooNew(String version) {
        return new ControllerException(
                Kind.ACT_FIRST,
                "STATE_TOO_NEW",
                "the saved state is of a later release: its tables have version " + version,
                "take the release that the lost controller had, or a later one");
    }
}
