package lifeboat.engine.restic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ListedEntry;
import lifeboat.engine.Platform;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.Snapshot;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotListingTest {

    private static final String HOME = "/srv/fixture/home";

    private ResticRepository repository;
    private Snapshot snapshot;

    @BeforeEach
    void open() throws InterruptedException {
        Golden golden = Golden.V2;
        MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
        byte[] config = golden.config(golden.sealer()).getBytes(UTF_8);
        store.putIfAbsent(new ObjectKey("config"), golden.sealer().seal(config));
        for (String folder : List.of("index", "snapshots", "data")) {
            for (var object : golden.objects(folder).entrySet()) {
                ObjectKey key =
                        folder.equals("data")
                                ? ResticRepository.packKey(object.getKey())
                                : new ObjectKey(folder + "/" + object.getKey());
                store.putIfAbsent(key, object.getValue());
            }
        }
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, _ -> {});
        repository = ResticRepository.open(store, golden.masterKey(), platform);
        snapshot =
                repository.snapshots(_ -> {}).stream()
                        .filter(s -> s.tags().contains("plan=ci"))
                        .min(Snapshot.BY_TIME)
                        .orElseThrow();
    }

    private List<ListedEntry> list(String path) throws InterruptedException {
        List<ListedEntry> entries = new ArrayList<>();
        SnapshotListing.list(repository, snapshot, path, entries::add);
        return entries;
    }

    @Test
    void theRootListsEveryEntryParentsFirst() throws Exception {
        List<String> paths = list("/").stream().map(ListedEntry::path).toList();
        assertThat(paths).startsWith("/srv", "/srv/fixture", HOME).doesNotHaveDuplicates();
        for (int i = 1; i < paths.size(); i++) {
            String parent = paths.get(i).substring(0, paths.get(i).lastIndexOf('/'));
            assertThat(parent.isEmpty() || paths.subList(0, i).contains(parent)).isTrue();
        }
        assertThat(list("")).hasSameSizeAs(paths);
    }

    @Test
    void aDirectoryListsWhatIsBelowIt() throws Exception {
        List<ListedEntry> below = list(HOME + "//");
        assertThat(below).allMatch(entry -> entry.path().startsWith(HOME + "/"));
        assertThat(below).hasSize(list("/").size() - 3);
    }

    @Test
    void aFileListsItself() throws Exception {
        ListedEntry file = list(HOME + "/config.xml").getFirst();
        assertThat(file.type()).isEqualTo("file");
        assertThat(file.mode()).isEqualTo("-rw-r--r--");
        assertThat(file.path()).isEqualTo(HOME + "/config.xml");
        assertThat(file.sizeBytes()).isPositive();
        assertThat(file.linkTarget()).isEmpty();
    }

    @Test
    void aLinkShowsItsTarget() throws Exception {
        assertThat(list("/"))
                .filteredOn(entry -> entry.type().equals("symlink"))
                .isNotEmpty()
                .allMatch(entry -> entry.mode().equals("lrwxrwxrwx"))
                .extracting(ListedEntry::linkTarget)
                .allMatch(Optional::isPresent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/nothing", "/srv/fixture/home/config.xml/x", "/../srv", "."})
    void aPathThatTheSnapshotLacksIsNotFound(String path) {
        assertThatThrownBy(() -> list(path))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.PATH_NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "0644, rw-r--r--",
        "0000, ---------",
        "0777, rwxrwxrwx",
        "04755, rwsr-xr-x",
        "06644, rwSr-Sr--",
        "02711, rwx--s--x",
        "01777, rwxrwxrwt",
        "01666, rw-rw-rwT"
    })
    void permissionsAreShownAsByLs(String octal, String shown) {
        assertThat(SnapshotListing.permissions(Integer.parseInt(octal, 8))).isEqualTo(shown);
    }
}
