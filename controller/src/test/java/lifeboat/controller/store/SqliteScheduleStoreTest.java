package lifeboat.controller.store;

import java.nio.file.Path;
import lifeboat.controller.plan.ScheduleStore;
import lifeboat.controller.plan.ScheduleStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteScheduleStoreTest extends ScheduleStoreContract {

    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void openDatabase() {
        database = Database.open(folder.resolve("controller.db"));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Override
    protected ScheduleStore open() {
        return new SqliteScheduleStore(database);
    }
}
