package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.compression.BlobCompressor;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.index.IndexedPack;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.FinishedPack;
import lifeboat.engine.restic.pack.PackBuilder;
import lifeboat.engine.restic.pack.PackEntry;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who knows the key writes what no backup writes: nothing beside the target changes. */
class HostileRepositoryTest {

    private static final String TIMES =
            "\"mtime\":\"2026-01-01T00:00:00Z\",\"atime\":\"2026-01-01T00:00:00Z\","
                    + "\"ctime\":\"2026-01-01T00:00:00Z\",\"uid\":0,\"gid\":0";

    @TempDir Path folder;

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final Sealer sealer = Golden.V2.sealer();
    private final Progress progress = new Progress();
    private final PackBuilder pack = new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES);
    private Map<String, String> outside = Map.of();

    @BeforeEach
    void placeTheSentinel() throws IOException {
        Files.createDirectories(folder.resolve("outside/deeper"));
        Files.writeString(folder.resolve("outside/precious"), "data");
        Files.writeString(folder.resolve("precious"), "data");
        outside = everythingOutside();
    }

    @AfterEach
    void nothingOutsideTheTargetIsTouched() throws IOException {
        assertThat(everythingOutside()).isEqualTo(outside);
    }

    private Map<String, String> everythingOutside() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> !f.startsWith(folder.resolve("target"))).toList()) {
                String content = Files.isRegularFile(file) ? Files.readString(file) : "";
                var attributes =
                        Files.readAttributes(
                                file, "unix:mode,nlink,uid", LinkOption.NOFOLLOW_LINKS);
                boolean parent = file.equals(folder); // gets the target
                found.put(file.toString(), parent ? "" : attributes + content);
            }
        }
        return found;
    }

    private ObjectId blob(BlobType type, byte[] content) {
        ObjectId id = ObjectId.hash(content);
        byte[] sealed = sealer.seal(content);
        pack.add(type, id, 0, sealed, 0, sealed.length);
        return id;
    }

    private ObjectId tree(String... nodes) {
        return blob(
                BlobType.TREE, ("{\"nodes\":[" + String.join(",", nodes) + "]}\n").getBytes(UTF_8));
    }

    private String file(String name, String more) {
        ObjectId content = blob(BlobType.DATA, ("evil" + name).getBytes(UTF_8));
        return node(
                name,
                "file",
                "\"mode\":420,\"size\":%d,\"content\":[\"%s\"]%s"
                        .formatted(4 + name.length(), content, more));
    }

    private static String directory(String name, ObjectId subtree) {
        return node(name, "dir", "\"mode\":2147484141,\"subtree\":\"" + subtree + "\"");
    }

    private static String link(String name, Path target) {
        return node(name, "symlink", "\"mode\":134218239,\"linktarget\":\"" + target + "\"");
    }

    private static String node(String name, String type, String more) {
        return "{\"name\":\"%s\",\"type\":\"%s\",%s,%s}".formatted(name, type, TIMES, more);
    }

    private void finish() throws InterruptedException {
        FinishedPack finished = pack.finish(sealer);
        store.putIfAbsent(ResticRepository.packKey(finished.id()), finished.content());
        index(new IndexedPack(finished.id(), finished.entries()));
    }

    private void index(IndexedPack indexed) throws InterruptedException {
        byte[] sealed = sealer.seal(new IndexFile(List.of(indexed)).toJson());
        store.putIfAbsent(FileKind.INDEX.key(ObjectId.hash(sealed)), sealed);
    }

    private void restore(ObjectId root) throws InterruptedException {
        try (RestoreOperation operation = prepare(root)) {
            operation.execute();
        }
    }

    private RestoreOperation prepare(ObjectId root) throws InterruptedException {
        byte[] config = Golden.V2.config(sealer).getBytes(UTF_8);
        store.putIfAbsent(new ObjectKey("config"), sealer.seal(config));
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
        ResticRepository repository = ResticRepository.open(store, Golden.V2.masterKey(), platform);
        Snapshot snapshot =
                new Snapshot(
                        root,
                        Instant.EPOCH,
                        root,
                        List.of("/"),
                        "",
                        "",
                        List.of(),
                        "",
                        Optional.empty(),
                        Optional.empty());
        RestoreRequest request =
                new RestoreRequest(
                        snapshot,
                        folder.resolve("target"),
                        "",
                        List.of(),
                        List.of(),
                        Set.of(),
                        false,
                        false,
                        false,
                        false,
                        true);
        return Preparation.prepare(repository, request, progress);
    }

    private List<String> errors() {
        return progress.problemsFrom(0).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::code)
                .toList();
    }

    private Path restored(String path) {
        return folder.resolve("target").resolve(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".", "", "../outside/new", "/etc/x", "a/b", "\\\\x2e.", "a\\\\x00"})
    void aNameThatLeadsElsewhereIsRefused(String name) throws Exception {
        ObjectId below = tree(node("good", "fifo", "\"mode\":420"), file(name, ""));
        ObjectId root = tree(directory("bad", below), file("whole", ""));
        finish();
        restore(root);
        assertThat(errors()).contains("REPOSITORY_HOSTILE");
        assertThat(restored("whole")).hasContent("evilwhole");
    }

    @Test
    void aDirectoryInThePlaceOfALinkIsRefused() throws Exception {
        Path outsideFolder = folder.resolve("outside");
        ObjectId below = tree(file("precious", ""));
        ObjectId root =
                tree(directory("bad", tree(link("x", outsideFolder), directory("x", below))));
        finish();
        restore(root);
        assertThat(errors()).contains("REPOSITORY_HOSTILE");
    }

    @Test
    void aFileInThePlaceOfALinkIsRefused() throws Exception {
        Path precious = folder.resolve("outside/precious");
        ObjectId root = tree(directory("bad", tree(link("x", precious), file("x", ""))));
        finish();
        restore(root);
        assertThat(errors()).contains("REPOSITORY_HOSTILE");
    }

    @Test
    void aLinkThatLeadsOutIsMadeAndNotFollowed() throws Exception {
        ObjectId root = tree(link("x", folder.resolve("outside/precious")));
        finish();
        restore(root);
        assertThat(restored("x")).isSymbolicLink();
    }

    @Test
    void hardLinksAreMadeAmongRestoredFilesOnly() throws Exception {
        long inode = (Long) Files.getAttribute(folder.resolve("outside/precious"), "unix:ino");
        long device = (Long) Files.getAttribute(folder.resolve("outside/precious"), "unix:dev");
        String same = ",\"inode\":%d,\"device_id\":%d,\"links\":3".formatted(inode, device);
        String a = file("a", same);
        ObjectId root = tree(a, a.replace("\"name\":\"a\"", "\"name\":\"b\""));
        finish();
        restore(root);
        assertThat(Files.isSameFile(restored("a"), restored("b"))).isTrue();
        assertThat(Files.getAttribute(restored("a"), "unix:nlink")).isEqualTo(2);
    }

    @Test
    void aTreeThatIsAnotherBlobIsDamage() throws Exception {
        ObjectId leaf = tree(file("a", ""));
        ObjectId claimed = ObjectId.hash("no such tree".getBytes(UTF_8));
        ObjectId root = tree(directory("loop", claimed), directory("leaf", leaf));
        FinishedPack finished = pack.finish(sealer);
        List<PackEntry> entries = new ArrayList<>(finished.entries());
        PackEntry last = finished.entries().getLast();
        entries.add(
                new PackEntry(
                        BlobType.TREE,
                        claimed,
                        last.offset(),
                        last.length(),
                        last.uncompressedLength()));
        store.putIfAbsent(ResticRepository.packKey(finished.id()), finished.content());
        index(new IndexedPack(finished.id(), entries));
        restore(root);
        assertThat(errors()).containsExactly("REPOSITORY_DAMAGED");
        assertThat(restored("leaf/a")).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100 << 20})
    void aBlobThatUnpacksToAnotherLengthThanClaimedIsDamage(int claimed) throws Exception {
        byte[] bomb = new byte[64 << 20];
        byte[] compressed = new byte[BlobCompressor.maxCompressedLength(bomb.length)];
        int length;
        try (BlobCompressor compressor = new BlobCompressor(BlobCompressor.DEFAULT_LEVEL)) {
            length = compressor.compress(bomb, 0, bomb.length, compressed, 0);
        }
        byte[] sealed = sealer.seal(Arrays.copyOf(compressed, length));
        ObjectId id = ObjectId.hash(bomb);
        pack.add(BlobType.DATA, id, claimed, sealed, 0, sealed.length);
        ObjectId root =
                tree(
                        node(
                                "bomb",
                                "file",
                                "\"mode\":420,\"size\":%d,\"content\":[\"%s\"]"
                                        .formatted(bomb.length, id)),
                        file("whole", ""));
        finish();
        restore(root);
        assertThat(errors()).isNotEmpty();
        assertThat(restored("bomb")).doesNotExist();
        assertThat(restored("whole")).exists();
    }

    @Test
    void aBlobBeyondTheEndOfItsPackIsDamage() throws Exception {
        ObjectId far = ObjectId.hash(new byte[] {1});
        ObjectId root =
                tree(
                        node(
                                "far",
                                "file",
                                "\"mode\":420,\"size\":1,\"content\":[\"%s\"]".formatted(far)),
                        file("whole", ""));
        FinishedPack finished = pack.finish(sealer);
        List<PackEntry> entries = new ArrayList<>(finished.entries());
        entries.add(new PackEntry(BlobType.DATA, far, PackEntry.MAX - 100, 33, 0));
        store.putIfAbsent(ResticRepository.packKey(finished.id()), finished.content());
        index(new IndexedPack(finished.id(), entries));
        restore(root);
        assertThat(errors()).isNotEmpty();
        assertThat(restored("far")).doesNotExist();
        assertThat(restored("whole")).exists();
    }

    @Test
    void directoriesDeeperThanAnyPathAreRefused() throws Exception {
        ObjectId tree = tree(file("deepest", ""));
        for (int depth = 0; depth < 3000; depth++) {
            tree = tree(directory("d", tree));
        }
        ObjectId root = tree(directory("deep", tree));
        finish();
        prepare(root).close();
        assertThat(errors()).containsExactly("REPOSITORY_HOSTILE");
    }

    @Test
    void aKeyThatWouldTakeForeverIsRefused() throws Exception {
        byte[] config = Golden.V2.config(sealer).getBytes(UTF_8);
        store.putIfAbsent(new ObjectKey("config"), sealer.seal(config));
        byte[] key = Golden.V2.objects("keys").values().iterator().next();
        byte[] slow =
                new String(key, UTF_8)
                        .replaceFirst("\"N\":\\d+", "\"N\":1099511627776")
                        .getBytes(UTF_8);
        store.putIfAbsent(new ObjectKey("keys/" + ObjectId.hash(slow)), slow);
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
        assertThatThrownBy(() -> ResticRepository.open(store, Golden.password("geheim"), platform))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY_DAMAGED))
                .hasMessageContaining("out of bounds");
    }
}
