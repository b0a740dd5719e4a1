package lifeboat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitTest {

    private static final Password PASSWORD = Password.of("geheim".toCharArray());

    private final ManualTime time = new ManualTime();
    private final MemoryObjectStore store = new MemoryObjectStore(time);

    private Repository init() throws InterruptedException {
        return Repository.init(store, PASSWORD, time.platform(), "root", "ci");
    }

    private List<ObjectInfo> objects() throws InterruptedException {
        List<ObjectInfo> objects = new ArrayList<>();
        store.list(new KeyPrefix(""), objects::add);
        return objects;
    }

    @Test
    void newRepositoryIsOfVersionTwoAndOpensWithItsPasswordOnly() throws Exception {
        RepositoryInfo made = init().info();
        assertThat(made.version()).isEqualTo(2);
        assertThat(made.keys()).isEqualTo(1);
        assertThat(Repository.open(store, PASSWORD, time.platform()).info()).isEqualTo(made);
        Password wrong = Password.of("falsch".toCharArray());
        assertThatThrownBy(() -> Repository.open(store, wrong, time.platform()))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_PASSWORD));
    }

    @Test
    void aSnapshotThatCannotBeReadIsCountedAllTheSame() throws Exception {
        Repository repository = init();
        store.putIfAbsent(new ObjectKey("snapshots/" + "0".repeat(64)), new byte[1]);
        assertThat(repository.info().snapshots()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "keys/", "snapshots/"})
    void whatIsLeftOfARepositoryIsNeverReplaced(String left) throws Exception {
        String name = left.endsWith("/") ? left + "0".repeat(64) : left;
        store.putIfAbsent(new ObjectKey(name), new byte[1]);
        assertThatThrownBy(this::init)
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_EXISTS))
                .hasMessageContaining(name);
        assertThat(objects()).hasSize(1);
    }
}
