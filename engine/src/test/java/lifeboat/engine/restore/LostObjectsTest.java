package lifeboat.engine.restore;

import static lifeboat.engine.restore.HandmadeRepository.directory;
import static lifeboat.engine.restore.HandmadeRepository.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Progress;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.restore.HandmadeRepository.StoredPack;
import lifeboat.engine.store.HookedObjectStore.Call;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that can't be read, or go away while a restore runs. */
class LostObjectsTest {

    @TempDir Path folder;

    private final Progress progress = new Progress();
    private HandmadeRepository repository;

    @BeforeEach
    void makeRepository() throws InterruptedException {
        repository = new HandmadeRepository();
    }

    private void restore(ObjectId root) throws InterruptedException {
        try (RestoreOperation restore =
                repository.prepare(root, folder.resolve("target"), List.of(), progress)) {
            restore.execute();
        }
    }

    private void makeUnreadable(StoredPack pack) {
        repository.hook(
                (_, path) -> {
                    if (path.equals(pack.key().path())) {
                        throw new StoreException.Unreadable("Input/output error", null);
                    }
                });
    }

    @Test
    void aPackThatCannotBeReadCostsOnlyTheFilesInIt() throws Exception {
        ObjectId lost = repository.text("lost");
        StoredPack bad = repository.store();
        ObjectId whole = repository.text("whole");
        ObjectId root = repository.tree(file("lost", lost), file("whole", whole));
        repository.store();
        makeUnreadable(bad);

        restore(root);

        assertThat(progress.problemsFrom(0)).extracting(Problem::path).containsExactly("lost");
        assertThat(folder.resolve("target/lost")).doesNotExist();
        assertThat(folder.resolve("target/whole")).hasContent("whole");
    }

    @Test
    void aPackThatCannotBeReadCostsNothingIfAnotherHasACopy() throws Exception {
        ObjectId text = repository.text("text");
        StoredPack bad = repository.store();
        repository.text("text");
        ObjectId root = repository.tree(file("a", text));
        repository.store();
        makeUnreadable(bad);

        restore(root);

        assertThat(progress.problemsFrom(0)).isEmpty();
        assertThat(folder.resolve("target/a")).hasContent("text");
    }

    @Test
    void aTreePackThatCannotBeReadCostsOnlyTheDirectoriesInIt() throws Exception {
        ObjectId below = repository.tree();
        StoredPack bad = repository.store();
        ObjectId root =
                repository.tree(directory("lost", below), file("whole", repository.text("whole")));
        repository.store();
        makeUnreadable(bad);

        restore(root);

        assertThat(progress.problemsFrom(0)).extracting(Problem::path).containsExactly("lost");
        assertThat(folder.resolve("target/whole")).hasContent("whole");
    }

    @Test
    void treesThatAPruneMovesWhileTheWalkRunsAreFoundInOneNewIndex() throws Exception {
        ObjectId first = repository.tree(file("a", repository.text("text of a")));
        ObjectId second = repository.tree(file("b", repository.text("text of b")));
        StoredPack old = repository.store();
        ObjectId root = repository.tree(directory("first", first), directory("second", second));
        StoredPack rootPack = repository.store();
        AtomicInteger indexesListed = new AtomicInteger();
        repository.hook(
                (call, path) -> {
                    if (path.equals(rootPack.key().path())) {
                        prune(old);
                    }
                    if (call == Call.LIST && path.equals("index/")) {
                        indexesListed.incrementAndGet();
                    }
                });

        try (RestoreOperation restore =
                repository.prepare(root, folder.resolve("target"), List.of(), progress)) {
            assertThat(indexesListed).hasValue(2);
            restore.execute();
        }

        assertThat(progress.problemsFrom(0)).isEmpty();
        assertThat(folder.resolve("target/first/a")).hasContent("text of a");
        assertThat(folder.resolve("target/second/b")).hasContent("text of b");
    }

    /** Writes what is in the pack into a new one, in another order, and deletes the old one. */
    private void prune(StoredPack old) {
        try {
            ObjectId b = repository.text("text of b");
            ObjectId a = repository.text("text of a");
            repository.tree(file("b", b));
            repository.tree(file("a", a));
            repository.store();
            repository.delete(old);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
