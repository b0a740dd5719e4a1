package lifeboat.engine.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.BackupReport;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.ManualTime;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.Snapshot;
import lifeboat.engine.Snapshot.Changes;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.FreshRepository;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.store.HookedObjectStore;
import lifeboat.engine.store.HookedObjectStore.Call;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir(factory = QuietFolder.class)
    private Path folder;

    private final ManualTime time = new ManualTime();
    private final HookedObjectStore store = new HookedObjectStore(new MemoryObjectStore(time));
    private final ResticRepository repository = FreshRepository.in(store, time.platform());
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
    }

    private void write(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private BackupRequest request(String... excludes) {
        return new BackupRequest(
                List.of(home), List.of(excludes), Optional.empty(), List.of("t"), "ci");
    }

    private BackupReport backup(String... excludes) throws InterruptedException {
        return Backup.run(repository, request(excludes), new Progress());
    }

    /** Backs up with {@code action} run, by one thread at a time, before any file is read. */
    private BackupReport backupWith(Runnable action) throws InterruptedException {
        Object one = new Object();
        Platform platform =
                new Platform(
                        time,
                        () -> {
                            synchronized (one) {
                                action.run();
                            }
                            return 0;
                        },
                        time);
        return Backup.run(FreshRepository.in(store, platform), request(), new Progress());
    }

    private static boolean isWorker() {
        return Thread.currentThread().getName().startsWith("backup-");
    }

    @Test
    void unchangedHomeAddsNothing() throws Exception {
        write("a/b/c", "content");
        write("a/d", "more");
        BackupReport first = backup();
        BackupReport second = backup();
        assertThat(first.counts().files()).isEqualTo(new Changes(2, 0, 0));
        assertThat(first.counts().totalBytes()).isEqualTo(11);
        assertThat(second.parent()).contains(first.snapshot());
        assertThat(second.snapshot().tree()).isEqualTo(first.snapshot().tree());
        assertThat(second.counts().files()).isEqualTo(new Changes(0, 0, 2));
        assertThat(second.counts().directories().unmodified())
                .isEqualTo(first.counts().directories().added());
        assertThat(second.counts().dataBlobs() + second.counts().treeBlobs()).isZero();
        assertThat(RepositoryProof.prove(repository)).hasSize(2);
    }

    @Test
    void anOperationHasOneSnapshotHoweverOftenItRuns() throws Exception {
        write("a", "content");
        BackupReport first = operation("operation=b-1");
        write("a", "changed since");
        BackupReport again = operation("operation=b-1");
        assertThat(again.snapshot()).isEqualTo(first.snapshot());
        assertThat(again.counts()).isEqualTo(first.counts());
        assertThat(first.warnings()).isZero();
        assertThat(again.warnings()).isEqualTo(1); // what the first left out is not known any more
        assertThat(operation("operation=b-2").snapshot()).isNotEqualTo(first.snapshot());
        assertThat(RepositoryProof.prove(repository)).hasSize(2);
    }

    private BackupReport operation(String tag) throws InterruptedException {
        BackupRequest request =
                new BackupRequest(
                        List.of(home), List.of(), Optional.empty(), List.of("t", tag), "ci");
        return Backup.run(repository, request, new Progress());
    }

    @Test
    void changedFileIsReadAndTheRestIsNot() throws Exception {
        write("a/same", "same");
        write("a/other", "before");
        backup();
        write("a/other", "after it");
        write("new", "new");
        BackupReport report = backup();
        assertThat(report.counts().files()).isEqualTo(new Changes(1, 1, 1));
        assertThat(report.counts().dataBlobs()).isEqualTo(2);
        assertThat(RepositoryProof.prove(repository)).hasSize(2);
    }

    @Test
    void snapshotSaysWhatItIs() throws Exception {
        write("a", "a");
        Snapshot snapshot = backup().snapshot();
        assertThat(snapshot.paths()).containsExactly(home.toString());
        assertThat(snapshot.hostname()).isEqualTo("ci");
        assertThat(snapshot.tags()).containsExactly("t");
        assertThat(snapshot.time())
                .isBetween(Instant.parse("2026-11-23T12:00:00Z"), time.instant());
        assertThat(snapshot.programVersion()).startsWith("lifeboat ");
        assertThat(repository.snapshots(_ -> {})).containsExactly(snapshot);
    }

    @Test
    void snapshotOfAnotherHostIsNoParent() throws Exception {
        write("a", "a");
        backup();
        BackupRequest other =
                new BackupRequest(List.of(home), List.of(), Optional.empty(), List.of(), "other");
        BackupReport report = Backup.run(repository, other, new Progress());
        assertThat(report.parent()).isEmpty();
        assertThat(report.counts().addedBytes()).isZero();
    }

    @Test
    void killedAtAnyWriteTheRepositoryIsWholeAndARepeatCompletes() throws Exception {
        Random random = new Random(3);
        byte[] large = new byte[20 << 20]; // two packs
        random.nextBytes(large);
        Files.write(home.resolve("large"), large);
        write("config.xml", "boot");
        boolean completed = false;
        int survived = 0;
        while (!completed) {
            HookedObjectStore killed = new HookedObjectStore(new MemoryObjectStore(time));
            ResticRepository victim = FreshRepository.in(killed, time.platform());
            AtomicInteger left = new AtomicInteger(survived);
            killed.hook(
                    (call, path) -> {
                        boolean writes = call == Call.PUT || call == Call.DELETE;
                        if (writes && left.getAndDecrement() <= 0) {
                            throw new StoreException.Unavailable("killed before " + path, null);
                        }
                    });
            try {
                Backup.run(victim, request(), new Progress());
                completed = true;
            } catch (StoreException.Unavailable e) {
                survived++;
            }
            killed.hook((_, _) -> {});
            RepositoryProof.prove(victim);
            Backup.run(victim, request(), new Progress());
            assertThat(RepositoryProof.prove(victim)).isNotEmpty();
        }
        assertThat(survived).isGreaterThanOrEqualTo(6); // lock, packs, trees, index, snapshot
    }

    @Test
    void fullStoreIsSaidAndTheLockIsGone() throws Exception {
        write("a", "a");
        store.hook(
                (call, path) -> {
                    if (call == Call.PUT && path.startsWith("data/")) {
                        throw new StoreException.Refused("no space left", "free space", null);
                    }
                });
        assertThatThrownBy(this::backup).isInstanceOf(StoreException.Refused.class);
        assertThat(repository.ids(FileKind.LOCK)).isEmpty();
        assertThat(repository.ids(FileKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void missingPathIsRefusedBeforeAnythingIsWritten() throws Exception {
        BackupRequest wrong =
                new BackupRequest(
                        List.of(home, folder.resolve("no")),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        "ci");
        assertThatThrownBy(() -> Backup.run(repository, wrong, new Progress()))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.PATH_NOT_FOUND))
                .hasMessageContaining("/no ");
        store.list(new KeyPrefix(""), object -> assertThat(object).isNull());
    }

    @Test
    void snapshotOfNothingIsRefused() throws Exception {
        write("a", "a");
        assertThatThrownBy(() -> backup("home"))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.PATH_NOT_FOUND));
        assertThat(repository.ids(FileKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void fileThatChangedOnceIsReadAgain() throws Exception {
        write("log", "one");
        AtomicInteger times = new AtomicInteger();
        BackupReport report =
                backupWith(
                        () -> {
                            if (isWorker() && times.getAndIncrement() == 0) {
                                append("log", ", two");
                            }
                        });
        assertThat(report.changedWhileRead()).isEmpty();
        assertThat(report.counts().totalBytes()).isEqualTo("one, two".length());
        assertThat(RepositoryProof.prove(repository)).hasSize(1);
    }

    @Test
    void fileThatNeverRestsIsSavedAndListed() throws Exception {
        write("log", "one");
        BackupReport report = backupWith(() -> append("log", ", more"));
        assertThat(report.changedWhileRead()).containsExactly(home.resolve("log").toString());
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(RepositoryProof.prove(repository)).hasSize(1);
        assertThat(backup().counts().files()).isEqualTo(new Changes(0, 1, 0));
    }

    private void append(String name, String text) {
        try {
            Files.writeString(home.resolve(name), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatVanishesIsAWarningAndListed() throws Exception {
        for (int i = 0; i < 100; i++) {
            write("a" + i, "file " + i);
        }
        write("z", "last of the files");
        write("directory/inside", "after all files");
        BackupReport report =
                backupWith(
                        () -> {
                            if (isWorker()) { // each waits here with its first file
                                replaceByFile(home.resolve("directory"));
                                deleteIfExists(home.resolve("z"));
                            }
                        });
        assertThat(report.vanished())
                .containsExactly(
                        home.resolve("directory").toString(), home.resolve("z").toString());
        assertThat(report.warnings()).isEqualTo(2);
        assertThat(report.errors()).isZero();
        assertThat(report.counts().totalFiles()).isEqualTo(100);
    }

    private static void replaceByFile(Path directory) {
        if (Files.isDirectory(directory)) {
            deleteIfExists(directory.resolve("inside"));
            deleteIfExists(directory);
            try {
                Files.createFile(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void deleteIfExists(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void unreadableFileIsAnErrorAndTheRestIsSaved() throws Exception {
        write("a", "a");
        Path memory = Path.of("/proc/self/mem"); // no page at 0: reading fails also as root
        BackupRequest request =
                new BackupRequest(
                        List.of(home, memory), List.of(), Optional.empty(), List.of(), "ci");
        BackupReport report = Backup.run(repository, request, new Progress());
        assertThat(report.unreadable()).containsExactly("/proc/self/mem");
        assertThat(report.errors()).isEqualTo(1);
        assertThat(report.counts().totalFiles()).isEqualTo(1);
        assertThat(RepositoryProof.prove(repository)).hasSize(1);
    }

    @Test
    void excludedIsCountedByItsPattern() throws Exception {
        write("keep.log", "kept");
        write("x.log", "x");
        write("y.log", "y");
        write("cache/a/b", "below");
        write(".lifeboat/stage/x", "ours");
        write("sub/.lifeboat", "a file of that name is data");
        BackupReport report = backup("*.log", "!keep.log", "/**/cache");
        assertThat(report.excludedByRule())
                .containsOnly(
                        Map.entry("*.log", 2L),
                        Map.entry("/**/cache", 1L),
                        Map.entry(".lifeboat", 1L));
        assertThat(report.counts().totalFiles()).isEqualTo(2);
    }

    @Test
    void profileLeavesOutAndSetsApart() throws Exception {
        write("config.xml", "<boot/>");
        write("workspace/x", "built anew");
        write("jobs/a/config.xml", "<job/>");
        write("jobs/a/builds/1/log", "history");
        BackupRequest request =
                new BackupRequest(
                        List.of(home), List.of(), Optional.of("jenkins"), List.of("t"), "ci");
        BackupReport report = Backup.run(repository, request, new Progress());
        assertThat(report.excludedByRule()).containsOnly(Map.entry("jenkins:workspace", 1L));
        assertThat(report.snapshot().tags()).containsExactly("t", "profile=jenkins");
        BlobIndex index = repository.loadIndex(_ -> {});
        assertThat(packOf(index, "<boot/>"))
                .isEqualTo(packOf(index, "<job/>"))
                .isNotEqualTo(packOf(index, "history"));
    }

    private static int packOf(BlobIndex index, String content) {
        return index.pack(index.find(BlobType.DATA, ObjectId.hash(content.getBytes(UTF_8))));
    }

    @Test
    void pathThatIsALinkIsSavedAsSuchWithAWarning() throws Exception {
        write("a", "a");
        Path link = Files.createSymbolicLink(folder.resolve("link"), home);
        BackupRequest request =
                new BackupRequest(List.of(link), List.of(), Optional.empty(), List.of(), "ci");
        Progress progress = new Progress();
        BackupReport report = Backup.run(repository, request, progress);
        assertThat(report.counts().totalFiles()).isZero();
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(progress.problemsFrom(0).getFirst().code()).isEqualTo("PATH_IS_LINK");
    }

    @Test
    void linkOnTheWayToAPathIsFollowed() throws Exception {
        write("sub/a", "a");
        Path way = Files.createSymbolicLink(folder.resolve("way"), home).resolve("sub");
        BackupRequest request =
                new BackupRequest(List.of(way), List.of(), Optional.empty(), List.of(), "ci");
        BackupReport report = Backup.run(repository, request, new Progress());
        assertThat(report.counts().totalFiles()).isEqualTo(1);
        assertThat(report.warnings()).isZero();
    }

    @Test
    void damagedTreeOfTheParentIsReplaced() throws Exception {
        write("sub/a", "a");
        Snapshot parent = backup().snapshot();
        BlobIndex index = repository.loadIndex(_ -> {});
        int pack = index.pack(index.find(BlobType.TREE, parent.tree()));
        store.delete(ResticRepository.packKey(index.packId(pack)));
        BackupReport report = backup();
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(report.counts().files()).isEqualTo(new Changes(1, 0, 0));
        assertThat(RepositoryProof.prove(repository)).hasSize(2);
    }

    @Test
    void severalPathsShareTheirParents() throws Exception {
        write("a/x", "x");
        write("b/y", "y");
        write("c/z", "z");
        BackupRequest request =
                new BackupRequest(
                        List.of(home.resolve("b"), home.resolve("a"), home.resolve("a/x")),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        "ci");
        BackupReport report = Backup.run(repository, request, new Progress());
        assertThat(report.counts().totalFiles()).isEqualTo(2);
        assertThat(Backup.run(repository, request, new Progress()).counts().treeBlobs()).isZero();
        assertThat(RepositoryProof.prove(repository)).hasSize(2);
    }
}
