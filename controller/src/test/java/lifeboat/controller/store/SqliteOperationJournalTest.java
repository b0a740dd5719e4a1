package lifeboat.controller.store;

import java.nio.file.Path;
import lifeboat.controller.operation.OperationJournal;
import lifeboat.controller.operation.OperationJournalContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOperationJournalTest implements OperationJournalContract {

    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("controller.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public OperationJournal journal() {
        return new SqliteOperationJournal(database);
    }
}
