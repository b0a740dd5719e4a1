package lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RestoreOperation;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.RestoreWorklist.Action;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreTest {

    private static final String HOME = "/srv/fixture/home";

    @TempDir Path folder;

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final Progress progress = new Progress();
    private Path target;

    @BeforeEach
    void nameTheTarget() {
        target = folder.resolve("target");
    }

    @ParameterizedTest
    @EnumSource
    void everythingComesBack(Golden golden) throws Exception {
        RestoreReport report = restore(golden, request(golden, "ci"));

        Path home = target.resolve("srv/fixture/home");
        assertThat(progress.problemsFrom(0)).isEmpty();
        assertThat(report.filesWritten()).isEqualTo(report.files()).isPositive();
        assertThat(Files.isSameFile(home.resolve("config.xml"), home.resolve("hard-link.xml")))
                .isTrue();
        assertThat(entries()).anyMatch(Files::isSymbolicLink);
        assertThat(target.resolve(".lifeboat")).doesNotExist();
    }

    @Test
    void aPathsContentsGoIntoTheTargetWithItsOwnMetadata() throws Exception {
        restore(Golden.V2, at(HOME));

        assertThat(target.resolve("config.xml")).isRegularFile();
        assertThat(Files.getAttribute(target, "unix:mode")).isNotNull();
    }

    @Test
    void aSecondRunWritesAndFetchesNothing() throws Exception {
        restore(Golden.V2, at(HOME));
        Progress second = new Progress();

        try (RestoreOperation again = prepare(Golden.V2, at(HOME), second)) {
            RestoreReport report = again.execute();

            assertThat(report.filesWritten()).isZero();
            assertThat(report.bytesFetched()).isZero();
            assertThat(report.filesKept()).isEqualTo(report.files());
        }
    }

    @Test
    void preparingChangesNothing() throws Exception {
        try (RestoreOperation prepared = prepare(Golden.V2, at(HOME), progress)) {
            assertThat(prepared.counts().get(Action.WRITE).files()).isPositive();
            assertThat(prepared.bytesToFetch()).isPositive();
        }

        assertThat(target).doesNotExist();
    }

    @Test
    void aTargetThatHoldsSomethingElseIsRefusedAndStaysAsItWas() throws Exception {
        Files.createDirectory(target);
        Files.writeString(target.resolve("precious"), "data");

        assertRefused(at(HOME), "is not empty");

        assertThat(entries()).containsExactly(target, target.resolve("precious"));
    }

    @Test
    void aTargetThatIsAFileIsRefused() throws Exception {
        Files.writeString(target, "data");

        assertRefused(at(HOME), "is not a directory");
    }

    @Test
    void intoExistingReplacesWhatDiffersAndKeepsWhatTheSnapshotLacks() throws Exception {
        restore(Golden.V2, at(HOME));
        byte[] right = Files.readAllBytes(target.resolve("config.xml"));
        Files.writeString(target.resolve("config.xml"), "changed");
        Files.writeString(target.resolve("new"), "data");

        assertRefused(at(HOME), "is not empty");
        restore(Golden.V2, with(at(HOME), true, false, false));

        assertThat(target.resolve("config.xml")).hasBinaryContent(right);
        assertThat(target.resolve("new")).hasContent("data");
        assertThat(Files.isSameFile(target.resolve("config.xml"), target.resolve("hard-link.xml")))
                .isTrue();
    }

    @Test
    void deleteRemovesWhatTheSnapshotLacks() throws Exception {
        restore(Golden.V2, at(HOME));
        Files.createDirectories(target.resolve("jobs/extra/deep"));
        Files.writeString(target.resolve("jobs/extra/deep/file"), "data");

        RestoreReport report = restore(Golden.V2, with(at(HOME), true, true, false));

        assertThat(target.resolve("jobs/extra")).doesNotExist();
        assertThat(report.filesDeleted()).isEqualTo(3);
        assertThat(report.filesWritten()).isZero();
    }

    @Test
    void verifyExistingFindsWhatSizeAndTimeHide() throws Exception {
        restore(Golden.V2, at(HOME));
        Path file = target.resolve("config.xml");
        byte[] right = Files.readAllBytes(file);
        FileTime time = Files.getLastModifiedTime(file);
        byte[] wrong = right.clone();
        wrong[0] ^= 1;
        Files.write(file, wrong);
        Files.setLastModifiedTime(file, time);

        restore(Golden.V2, with(at(HOME), true, false, true));

        assertThat(file).hasBinaryContent(right);
    }

    @Test
    void excludedPathsAreLeftOut() throws Exception {
        Snapshot snapshot = snapshot(Golden.V2, "ci");
        restore(
                Golden.V2,
                new RestoreRequest(
                        snapshot,
                        target,
                        HOME,
                        List.of(),
                        List.of("config.xml"),
                        Set.of(),
                        false,
                        false,
                        false,
                        false,
                        false));

        assertThat(target.resolve("config.xml")).doesNotExist();
        assertThat(target.resolve("jobs")).isDirectory();
    }

    @Test
    void tiersOfASnapshotWithoutProfileAreRefused() throws Exception {
        Snapshot snapshot = snapshot(Golden.V2, "ci");
        RestoreRequest request =
                new RestoreRequest(
                        snapshot, target, "", List.of(), List.of(), Set.of(0), false, false, false,
                        false, false);

        assertThatThrownBy(() -> restore(Golden.V2, request))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("no tiers");
    }

    @Test
    void aDamagedPackCostsOnlyTheFilesInItAndNoWrongByteAppears() throws Exception {
        fill(Golden.V2);
        TreeMap<Path, String> whole = new TreeMap<>();
        restore(Golden.V2, at(HOME));
        for (Path path : entries()) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                whole.put(target.relativize(path), ObjectId.hash(Files.readAllBytes(path)).hex());
            }
        }
        for (ObjectId pack : Golden.V2.objects("data").keySet()) {
            ObjectKey key = ResticRepository.packKey(pack);
            byte[] right = store.readAll(key, 1 << 24);
            byte[] wrong = right.clone();
            for (int i = 0; i < wrong.length; i += 60) {
                wrong[i] ^= 1; // no blob is as short as 60 bytes: each one suffers
            }
            replace(key, wrong);
            target = folder.resolve(pack.shortHex());
            Progress damaged = new Progress();

            try (RestoreOperation operation = prepare(Golden.V2, at(HOME), damaged)) {
                operation.execute();
            } catch (RepositoryException e) {
                assertThat(e.code()).isEqualTo("REPOSITORY_DAMAGED");
                assertThat(e).hasMessageContaining(pack.hex());
            }

            for (Path path : entries()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    String hash = ObjectId.hash(Files.readAllBytes(path)).hex();
                    assertThat(whole).containsEntry(target.relativize(path), hash);
                }
            }
            for (Problem problem : damaged.problemsFrom(0)) {
                assertThat(problem.path()).isNotEmpty();
                assertThat(problem.message()).containsAnyOf(pack.hex(), "another name of");
            }
            replace(key, right);
        }
    }

    private RestoreRequest at(String path) throws Exception {
        return new RestoreRequest(
                snapshot(Golden.V2, "ci"),
                target,
                path,
                List.of(),
                List.of(),
                Set.of(),
                false,
                false,
                false,
                false,
                true);
    }

    private static RestoreRequest with(
            RestoreRequest r, boolean intoExisting, boolean delete, boolean verifyExisting) {
        return new RestoreRequest(
                r.snapshot(),
                r.target(),
                r.path(),
                List.of(),
                List.of(),
                Set.of(),
                intoExisting,
                delete,
                verifyExisting,
                false,
                true);
    }

    private RestoreRequest request(Golden golden, String tag) throws Exception {
        return new RestoreRequest(
                snapshot(golden, tag),
                target,
                "",
                List.of(),
                List.of(),
                Set.of(),
                false,
                false,
                false,
                true,
                true);
    }

    private Snapshot snapshot(Golden golden, String plan) throws Exception {
        return open(golden).snapshots(progress::report).stream()
                .filter(s -> s.tags().contains("plan=" + plan))
                .max(Snapshot.BY_TIME)
                .orElseThrow();
    }

    private RestoreReport restore(Golden golden, RestoreRequest request) throws Exception {
        try (RestoreOperation operation = prepare(golden, request, progress)) {
            return operation.execute();
        }
    }

    private RestoreOperation prepare(Golden golden, RestoreRequest request, Progress listener)
            throws Exception {
        return Preparation.prepare(open(golden), request, listener);
    }

    private ResticRepository open(Golden golden) throws Exception {
        fill(golden);
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
        return ResticRepository.open((ObjectStore) store, golden.masterKey(), platform);
    }

    private void fill(Golden golden) throws Exception {
        try (Stream<Path> files = Files.walk(golden.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                store.putIfAbsent(
                        new ObjectKey(golden.root().relativize(file).toString()),
                        Files.readAllBytes(file));
            }
        }
    }

    private void replace(ObjectKey key, byte[] content) throws InterruptedException {
        store.delete(key);
        store.putIfAbsent(key, content);
    }

    private void assertRefused(RestoreRequest request, String why) {
        assertThatThrownBy(() -> restore(Golden.V2, request))
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        e ->
                                assertThat(e.kind())
                                        .isEqualTo(RepositoryException.Kind.TARGET_REFUSED))
                .hasMessageContaining(why);
    }

    private List<Path> entries() throws IOException {
        if (!Files.exists(target)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(target)) {
            Path stage = target.resolve(".lifeboat"); // stays for the next run after errors
            return all.filter(path -> !path.startsWith(stage)).sorted().toList();
        }
    }
}
