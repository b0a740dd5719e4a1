package lifeboat.controller.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The controller's SQLite file. Thread-safe.
 *
 * <p>Written by one connection, so that a transaction never meets another writer; read by several.
 * What a transaction has returned from is on the disk ({@code synchronous=FULL}).
 */
public final class Database implements AutoCloseable {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final Jdbi write;
    private final Jdbi read;
    private final String version;
    private final AtomicLong changes = new AtomicLong();

    private Database(HikariDataSource writer, HikariDataSource readers, String version) {
        this.version = version;
        this.writer = writer;
        this.readers = readers;
        write = Jdbi.create(writer);
        read = Jdbi.create(readers);
    }

    /** Opens the file, made if it is missing, and brings its tables up to this version. */
    public static Database open(Path file) {
        return open(file, MigrationVersion.LATEST.getVersion());
    }

    /** Opens the file, and brings its tables up to the version of an earlier release. */
    static Database open(Path file, String target) {
        HikariDataSource writer = pool(file, "writer", 1);
        Flyway flyway =
                Flyway.configure()
                        .dataSource(writer)
                        .locations("classpath:db/migration")
                        .loggers("slf4j")
                        .target(target)
                        .load();
        flyway.migrate();
        String version = flyway.info().current().getVersion().getVersion();
        return new Database(writer, pool(file, "readers", READERS), version);
    }

    /** Of the tables: that of the latest migration. */
    String version() {
        return version;
    }

    /** Grows with all that is written but by {@link #note}; begins anew with the process. */
    long changes() {
        return changes.get();
    }

    private static HikariDataSource pool(Path file, String name, int connections) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setBusyTimeout(BUSY_MILLIS);
        sqlite.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** Runs {@code work} in a transaction of its own; what it throws undoes all of it. */
    public <T> T write(Function<Handle, T> work) {
        T result = write.inTransaction(work::apply);
        changes.incrementAndGet();
        return result;
    }

    /** Runs {@code work} in a transaction of its own; what it throws undoes all of it. */
    public void execute(Consumer<Handle> work) {
        note(work);
        changes.incrementAndGet();
    }

    /** The same for what comes again by itself, so that no copy elsewhere need be made for it. */
    void note(Consumer<Handle> work) {
        write.useTransaction(work::accept);
    }

    /** Runs {@code work}, which sees one state of all tables and changes nothing. */
    public <T> T read(Function<Handle, T> work) {
        return read.inTransaction(work::apply);
    }

    /** As {@link #read}, for what returns nothing. */
    public void view(Consumer<Handle> work) {
        read.useTransaction(work::accept);
    }

    /**
     * A pool of connections, as it is now.
     *
     * @param waiting threads that want one
     */
    public record Pool(String name, int active, int idle, int waiting) {}

    public List<Pool> pools() {
        return List.of(use(writer), use(readers));
    }

    private static Pool use(HikariDataSource source) {
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        return new Pool(
                source.getPoolName(),
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                pool.getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
