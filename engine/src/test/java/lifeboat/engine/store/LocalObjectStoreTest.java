package lifeboat.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.store.ObjectStore.PutResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {

    private static final byte[] TEXT = "text".getBytes(UTF_8);
    private static final ObjectKey PACK = new ObjectKey("data/ab/abcd");

    @TempDir Path folder;

    @Override
    protected ObjectStore open() {
        return new LocalObjectStore(folder, Clock.systemUTC());
    }

    private List<String> list(String prefix) throws InterruptedException {
        List<String> paths = new ArrayList<>();
        open().list(new KeyPrefix(prefix), info -> paths.add(info.key().path()));
        return paths;
    }

    @Test
    void filesLieAndLookAsResticsDo() throws Exception {
        open().putIfAbsent(PACK, TEXT);

        Path file = folder.resolve("data/ab/abcd");
        assertThat(file).hasBinaryContent(TEXT);
        assertThat(mode(file)).isEqualTo("r--------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(file.getParent().getParent())).isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("no temporary file is left").containsExactly(file);
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aMissingFolderIsNoPlaceAndIsNotCreated() {
        Path missing = folder.resolve("not-mounted");
        ObjectStore store = new LocalObjectStore(missing, Clock.systemUTC());

        assertThatThrownBy(() -> store.putIfAbsent(PACK, TEXT))
                .isInstanceOfSatisfying(
                        StoreException.NoSuchPlace.class,
                        e -> assertThat(e.next()).contains("repo init --repo " + missing));
        assertThatThrownBy(() -> store.readAll(PACK, 10))
                .isInstanceOf(StoreException.NoSuchPlace.class);
        assertThatThrownBy(() -> store.list(new KeyPrefix(""), _ -> {}))
                .isInstanceOf(StoreException.NoSuchPlace.class);
        assertThatThrownBy(() -> store.delete(PACK)).isInstanceOf(StoreException.NoSuchPlace.class);
        assertThat(missing).doesNotExist();
    }

    @Test
    void unfinishedFilesAndLinksAreNotListed() throws Exception {
        open().putIfAbsent(PACK, TEXT);
        Files.writeString(folder.resolve("data/ab/ffff-tmp-123"), "half");
        Files.createSymbolicLink(folder.resolve("data/ab/eeee"), folder.resolve("data/ab/abcd"));
        Files.createSymbolicLink(folder.resolve("data/loop"), folder);

        assertThat(list("data/")).containsExactly("data/ab/abcd");
    }

    @Test
    void aMovedDataFolderIsListedThroughItsLink(@TempDir Path elsewhere) throws Exception {
        Files.createSymbolicLink(folder.resolve("data"), elsewhere);
        open().putIfAbsent(PACK, TEXT);

        assertThat(list("data/")).containsExactly("data/ab/abcd");
        assertThat(elsewhere.resolve("ab/abcd")).exists();
    }

    @Test
    void ofManyWritersOneCreates() throws Exception {
        ObjectStore store = open();
        AtomicInteger created = new AtomicInteger();
        try (TaskGroup writers = TaskGroup.ofPlatformThreads("writer")) {
            for (int i = 0; i < 8; i++) {
                writers.fork(
                        () -> {
                            if (store.putIfAbsent(PACK, TEXT) == PutResult.CREATED) {
                                created.incrementAndGet();
                            }
                        });
            }
            writers.join();
        }
        assertThat(created).hasValue(1);
        assertThat(list("")).containsExactly("data/ab/abcd");
    }

    @Test
    void anObjectWhoseBytesCannotBeReadIsUnreadable() throws Exception {
        ObjectKey key = new ObjectKey("config");
        Path object = Files.createDirectories(folder.resolve("config")); // reads of it fail
        long size = Files.size(object);

        assertThatThrownBy(() -> open().readAll(key, 1 << 20))
                .isInstanceOf(StoreException.Unreadable.class)
                .hasMessageContaining("config");
        assertThatThrownBy(() -> open().read(key, new ByteRange(0, size), in -> in.read()))
                .isInstanceOf(StoreException.Unreadable.class)
                .hasMessageContaining("config");
    }

    @Test
    void aFileInThePlaceOfAFolderIsRefused() throws Exception {
        Files.writeString(folder.resolve("data"), "not a folder");

        assertThatThrownBy(() -> open().putIfAbsent(PACK, TEXT))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("data/ab/abcd");
    }

    @Test
    void aFolderThatLeadsNowhereIsNotListedAsEmpty() throws Exception {
        Files.createSymbolicLink(folder.resolve("snapshots"), Path.of("/not/mounted"));

        assertThatThrownBy(() -> list("snapshots/"))
                .isInstanceOf(StoreException.NoSuchPlace.class)
                .hasMessageContaining("snapshots is a link to nowhere");
    }

    @Test
    void aFileInThePlaceOfAFolderIsNotListedAsEmpty() throws Exception {
        Files.writeString(folder.resolve("snapshots"), "not a folder");

        assertThatThrownBy(() -> list("snapshots/"))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("snapshots");
    }

    @Test
    void aForbiddenFolderIsDenied() throws Exception {
        assumeTrue(
                !System.getProperty("user.name").equals("root"),
                "skipped: permissions don't bind root");
        Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(
                folder.resolve("data"), PosixFilePermissions.fromString("---------"));

        assertThatThrownBy(() -> open().putIfAbsent(PACK, TEXT))
                .isInstanceOfSatisfying(
                        StoreException.Denied.class,
                        e -> assertThat(e.next()).contains("run as the user"));
    }
}
