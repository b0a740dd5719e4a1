package lifeboat.engine.restore;

import static lifeboat.engine.restore.HandmadeRepository.directory;
import static lifeboat.engine.restore.HandmadeRepository.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.restore.HandmadeRepository.StoredPack;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the same command makes of a target in which an earlier run did not come to its end. */
class StoppedRestoreTest {

    private static final FileTime SAVED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final FileTime OTHER = FileTime.from(Instant.parse("2025-05-05T05:05:05Z"));

    @TempDir Path folder;

    private HandmadeRepository repository;
    private ObjectId root;
    private StoredPack lost;
    private Path leading;

    @BeforeEach
    void save() throws Exception {
        repository = new HandmadeRepository();
        ObjectId missing = repository.text("missing at first");
        lost = repository.store();
        ObjectId jobs = repository.tree(file("chosen", repository.text("chosen")));
        root = repository.tree(directory("jobs", jobs), file("later", missing));
        repository.store();
        leading = folder.resolve("target/jobs");
        Files.createDirectory(folder.resolve("target"));
    }

    private void restore() throws Exception {
        List<String> includes = List.of("chosen", "later");
        try (RestoreOperation restore =
                repository.prepare(root, folder.resolve("target"), includes, new Progress())) {
            restore.execute();
        }
    }

    /** Leaves the stage, since not all is restored. */
    private void restoreWithAnError() throws Exception {
        repository.hook(
                (_, path) -> {
                    if (path.equals(lost.key().path())) {
                        throw new StoreException.Unreadable("Input/output error", null);
                    }
                });
        restore();
        repository.hook((_, _) -> {});
        assertThat(folder.resolve("target/.lifeboat")).exists();
    }

    @Test
    void directoriesThatTheStoppedRunMadeGetTheirMetadata() throws Exception {
        restoreWithAnError();
        // as a kill leaves them between the promotion and the end
        Files.setPosixFilePermissions(leading, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(leading, OTHER);

        restore();

        assertThat(Files.getLastModifiedTime(leading)).isEqualTo(SAVED);
        assertThat(Files.getPosixFilePermissions(leading))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(folder.resolve("target/.lifeboat")).doesNotExist();
    }

    @Test
    void directoriesThatWereThereBeforeKeepTheirs() throws Exception {
        Files.createDirectory(leading);
        Files.setPosixFilePermissions(leading, PosixFilePermissions.fromString("rwxrwx---"));
        restoreWithAnError();
        Files.setLastModifiedTime(leading, OTHER);

        restore();

        assertThat(Files.getLastModifiedTime(leading)).isEqualTo(OTHER);
        assertThat(Files.getPosixFilePermissions(leading))
                .isEqualTo(PosixFilePermissions.fromString("rwxrwx---"));
    }
}
