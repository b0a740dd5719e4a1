package lifeboat.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir private Path folder;

    @Test
    void whatATransactionThrowsUndoesIt() {
        try (Database database = open()) {
            database.execute(handle -> handle.execute("CREATE TABLE t (n INTEGER)"));
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(
                            () ->
                                    database.execute(
                                            handle -> {
                                                handle.execute("INSERT INTO t VALUES (1)");
                                                throw new IllegalStateException("stop");
                                            }));
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void whatWasWrittenIsThereWhenItIsOpenedAgain() {
        try (Database database = open()) {
            database.execute(
                    handle -> {
                        handle.execute("CREATE TABLE t (n INTEGER)");
                        handle.execute("INSERT INTO t VALUES (1)");
                    });
        }
        try (Database database = open()) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    private Database open() {
        return Database.open(folder.resolve("controller.db"));
    }

    private static int count(Database database) {
        return database.read(
                handle -> handle.createQuery("SELECT count(*) FROM t").mapTo(int.class).one());
    }
}
