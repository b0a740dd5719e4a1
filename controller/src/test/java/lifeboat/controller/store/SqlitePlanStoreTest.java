package lifeboat.controller.store;

import java.nio.file.Path;
import lifeboat.controller.plan.PlanStore;
import lifeboat.controller.plan.PlanStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePlanStoreTest extends PlanStoreContract {

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
    protected PlanStore open() {
        return new SqlitePlanStore(database);
    }
}
