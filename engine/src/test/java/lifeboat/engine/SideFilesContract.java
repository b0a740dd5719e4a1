package lifeboat.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lifeboat.engine.restic.FreshRepository;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What side files do on every store; each store runs it. */
public abstract class SideFilesContract {

    private static final SideFileName FOLDER = new SideFileName("controller");
    private static final SideFileName NAME = new SideFileName("controller/7f3a/2026-11-23T12.00Z");
    private static final byte[] TEXT = "the state of things".getBytes(UTF_8);

    private ObjectStore store;
    private SideFiles files;

    /** Opens an empty store; the contract closes it. */
    protected abstract ObjectStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        files = new SideFiles(FreshRepository.in(store, new ManualTime().platform()));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private List<String> objects() throws InterruptedException {
        List<String> paths = new ArrayList<>();
        store.list(new KeyPrefix(""), info -> paths.add(info.key().path()));
        return paths;
    }

    private static ObjectKey key(SideFileName name) {
        return new ObjectKey("lifeboat/" + name);
    }

    private void assertDamaged(SideFileName name, String why) {
        assertThatThrownBy(() -> files.get(name))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.code()).isEqualTo("REPOSITORY_DAMAGED"))
                .hasMessageContaining("lifeboat/" + name)
                .hasMessageContaining(why);
    }

    @Test
    void whatWasPutIsGotAndListedAndLiesInItsOwnFolder() throws Exception {
        assertThat(files.put(NAME, TEXT)).isTrue();

        assertThat(files.get(NAME)).isEqualTo(TEXT);
        assertThat(files.list(FOLDER)).containsExactly(NAME);
        assertThat(objects()).containsExactly("lifeboat/" + NAME);
    }

    @Test
    void nothingOfItIsReadableInTheStore() throws Exception {
        files.put(NAME, TEXT);

        assertThat(new String(store.readAll(key(NAME), 1000), UTF_8)).doesNotContain("state");
    }

    @Test
    void aTakenNameKeepsItsFile() throws Exception {
        files.put(NAME, TEXT);

        assertThat(files.put(NAME, new byte[0])).isFalse();
        assertThat(files.get(NAME)).isEqualTo(TEXT);
    }

    @Test
    void aListingIsInOrderAndOfItsFolderOnly() throws Exception {
        for (String name : List.of("controller/b", "controller/a/2", "controllers/c", "facts/d")) {
            files.put(new SideFileName(name), TEXT);
        }
        store.putIfAbsent(new ObjectKey("lifeboat/controller/not a name"), TEXT);

        assertThat(files.list(FOLDER))
                .extracting(SideFileName::path)
                .containsExactly("controller/a/2", "controller/b");
        assertThat(files.list(new SideFileName("none"))).isEmpty();
    }

    @Test
    void aRemovedFileIsMissing() throws Exception {
        files.put(NAME, TEXT);

        files.remove(NAME);
        files.remove(NAME);

        assertThat(files.list(FOLDER)).isEmpty();
        assertThatThrownBy(() -> files.get(NAME)).isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void emptyAndLargeFilesAreKeptByteForByte() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        SideFileName other = new SideFileName("other");
        files.put(NAME, new byte[0]);
        files.put(other, large);

        assertThat(files.get(NAME)).isEmpty();
        assertThat(files.get(other)).isEqualTo(large);
    }

    @Test
    void aFileThatIsTooLargeIsNotWritten() throws Exception {
        assertThatThrownBy(() -> files.put(NAME, new byte[SideFiles.MAX_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16,777,217");
        assertThat(objects()).isEmpty();
    }

    @Test
    void damageIsNamed() throws Exception {
        files.put(NAME, TEXT);
        byte[] sealed = store.readAll(key(NAME), 1000);
        sealed[sealed.length / 2] ^= 1;
        SideFileName flipped = new SideFileName("flipped");
        SideFileName cut = new SideFileName("cut");
        store.putIfAbsent(key(flipped), sealed);
        store.putIfAbsent(key(cut), new byte[7]);

        assertDamaged(flipped, "MAC");
        assertDamaged(cut, "MAC");
    }

    @Test
    void aFileInAnothersPlaceIsNoticed() throws Exception {
        files.put(NAME, TEXT);
        SideFileName later = new SideFileName("controller/7f3a/2026-11-24T12.00Z");
        store.putIfAbsent(key(later), store.readAll(key(NAME), 1000));

        assertDamaged(later, "another name");
    }
}
