package lifeboat.controller;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the controller has in its database, apart from the audit log, and from what it notes of the
 * world by itself: the catalogue, and when hosts were last heard of.
 */
final class Tables {

    private static final Set<String> SIGHTINGS =
            Set.of("last_seen", "agent_version", "clock_offset", "state");

    private Tables() {}

    /** The rows of each table. */
    static Map<String, List<String>> dump(Path data) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + data.resolve("controller.db"));
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery(
                            """
                            SELECT name FROM sqlite_master WHERE type = 'table'
                            AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'flyway%'
                            AND name NOT LIKE 'catalog%' AND name <> 'audit_entry'
                            """)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + name)) {
                    tables.put(name, rows(name, rows));
                }
            }
        }
        return tables;
    }

    private static List<String> rows(String table, ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        while (rows.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String column = rows.getMetaData().getColumnName(i);
                if (!table.equals("host") || !SIGHTINGS.contains(column)) {
                    row.append(column).append('=').append(rows.getString(i)).append(' ');
                }
            }
            all.add(row.toString());
        }
        all.sort(null);
        return all;
    }
}
