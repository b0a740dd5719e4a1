package lifeboat.engine.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lifeboat.engine.CheckReport;
import lifeboat.engine.CheckRequest;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.IndexedPack;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final Progress progress = new Progress();

    private void fill(Golden golden) throws InterruptedException {
        for (String folder : List.of("keys", "index", "snapshots", "data")) {
            golden.objects(folder).forEach((id, content) -> put(key(folder, id), content));
        }
        put(new ObjectKey("config"), golden.sealer().seal(configOf(golden)));
    }

    private static byte[] configOf(Golden golden) {
        return golden.config(golden.sealer()).getBytes(UTF_8);
    }

    private static ObjectKey key(String folder, ObjectId id) {
        return folder.equals("data")
                ? ResticRepository.packKey(id)
                : new ObjectKey(folder + "/" + id);
    }

    private void put(ObjectKey key, byte[] content) {
        try {
            store.putIfAbsent(key, content);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void replace(ObjectKey key, byte[] content) throws InterruptedException {
        store.delete(key);
        store.putIfAbsent(key, content);
    }

    private void flip(ObjectKey key, int at) throws InterruptedException {
        byte[] content = store.readAll(key, 1 << 30);
        content[Math.floorMod(at, content.length)] ^= 1;
        replace(key, content);
    }

    private CheckReport check(Golden golden, double share) throws InterruptedException {
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, _ -> {});
        return RepositoryCheck.run(
                ResticRepository.open(store, golden.masterKey(), platform),
                new CheckRequest(share),
                new Random(1),
                progress);
    }

    private List<String> codes(Severity severity) {
        return progress.problemsFrom(0).stream()
                .filter(p -> p.severity() == severity)
                .map(Problem::code)
                .distinct()
                .toList();
    }

    private List<String> errors() {
        return codes(Severity.ERROR);
    }

    private Problem only(String code) {
        List<Problem> found =
                progress.problemsFrom(0).stream().filter(p -> p.code().equals(code)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<IndexedPack> packs(Golden golden) {
        return golden.indexes(golden.sealer()).values().stream()
                .flatMap(index -> index.packs().stream())
                .toList();
    }

    private static Stream<ObjectId> ids(IndexedPack pack) {
        return pack.entries().stream().map(PackEntry::id);
    }

    private static long count(List<IndexedPack> packs, ObjectId blob) {
        return packs.stream().filter(pack -> ids(pack).anyMatch(blob::equals)).count();
    }

    /** A pack of one type, of whose blobs there are no copies. */
    private static IndexedPack packOf(Golden golden, BlobType type) {
        List<IndexedPack> packs = packs(golden);
        return packs.stream()
                .filter(pack -> pack.entries().stream().allMatch(e -> e.type() == type))
                .filter(pack -> ids(pack).allMatch(id -> count(packs, id) == 1))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void whatResticWroteIsWhole(Golden golden) throws Exception {
        fill(golden);
        CheckReport report = check(golden, 1);
        assertThat(progress.problemsFrom(0)).isEmpty();
        assertThat(report.errors() + report.warnings()).isZero();
        assertThat(report.packs()).isEqualTo(golden.objects("data").size());
        assertThat(report.packsRead()).isEqualTo(report.packs());
        assertThat(report.snapshots()).isEqualTo(golden.objects("snapshots").size());
        assertThat(report.trees()).isPositive();
        assertThat(report.blobs()).isGreaterThan(report.trees());
    }

    @Test
    void withoutAShareOnlyTheStructureIsRead() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        flip(ResticRepository.packKey(pack.id()), 20);
        CheckReport report = check(Golden.V1, 0);
        assertThat(report.packsRead()).isZero();
        assertThat(progress.problemsFrom(0)).isEmpty();
    }

    @Test
    void aShareIsRoundedUp() throws Exception {
        fill(Golden.V1);
        int packs = Golden.V1.objects("data").size();
        assertThat(check(Golden.V1, 0.5).packsRead()).isEqualTo((packs + 1) / 2);
        assertThat(check(Golden.V1, 0.0001).packsRead()).isEqualTo(1);
    }

    @Test
    void aFlippedByteOfDataNamesThePathsAndSnapshotsThatSuffer() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        flip(ResticRepository.packKey(pack.id()), (int) pack.entries().getFirst().offset() + 20);
        check(Golden.V1, 1);
        assertThat(errors())
                .containsExactlyInAnyOrder("PACK_DAMAGED", "BLOB_DAMAGED", "SNAPSHOT_INCOMPLETE");
        Problem blob = only("BLOB_DAMAGED");
        assertThat(blob.path()).isEqualTo(ResticRepository.packKey(pack.id()).path());
        assertThat(blob.message())
                .contains(pack.entries().getFirst().id().hex())
                .containsPattern("needed by [0-9a-f]{8}:/");
    }

    @Test
    void aFlippedByteOfAHeaderCostsNoPath() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        flip(ResticRepository.packKey(pack.id()), -30);
        check(Golden.V1, 1);
        assertThat(errors()).containsExactly("PACK_DAMAGED");
        assertThat(progress.problemsFrom(0))
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("header") && m.endsWith("no path of a snapshot suffers"));
    }

    @Test
    void aFlippedByteOfTreesIsFoundWithoutReadingData() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.TREE);
        for (PackEntry entry : pack.entries()) {
            flip(ResticRepository.packKey(pack.id()), (int) entry.offset() + 20);
        }
        check(Golden.V1, 0);
        assertThat(errors()).containsExactly("TREE_DAMAGED", "SNAPSHOT_INCOMPLETE");
    }

    @Test
    void aMissingPackNamesThePathsThatSuffer() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        store.delete(ResticRepository.packKey(pack.id()));
        check(Golden.V1, 0);
        assertThat(errors()).containsExactly("PACK_MISSING", "SNAPSHOT_INCOMPLETE");
        assertThat(only("PACK_MISSING").message()).contains("needed by ");
    }

    @Test
    void aMissingPackOfWhichThereAreProvenCopiesIsAWarning() throws Exception {
        fill(Golden.V2);
        store.delete(ResticRepository.packKey(copiedPack().id()));
        CheckReport report = check(Golden.V2, 1);
        assertThat(report.errors()).isZero();
        assertThat(only("PACK_MISSING").severity()).isEqualTo(Severity.WARNING);
        assertThat(only("PACK_MISSING").message())
                .endsWith("no path suffers: every blob has a good copy elsewhere");
    }

    @Test
    void copiesThatNobodyHasReadAreNoProof() throws Exception {
        fill(Golden.V2);
        store.delete(ResticRepository.packKey(copiedPack().id()));
        check(Golden.V2, 0);
        assertThat(errors()).containsExactly("PACK_MISSING");
        assertThat(only("PACK_MISSING").message()).contains("which --read-data proves");
    }

    @Test
    void aDamagedPackOfWhichThereAreProvenCopiesIsAWarning() throws Exception {
        fill(Golden.V2);
        IndexedPack pack = copiedPack();
        flip(ResticRepository.packKey(pack.id()), (int) pack.entries().getFirst().offset() + 20);
        check(Golden.V2, 1);
        assertThat(errors()).isEmpty();
        assertThat(codes(Severity.WARNING)).containsExactly("PACK_DAMAGED", "BLOB_DAMAGED");
    }

    @Test
    void damagedCopiesAreNoCopiesAndEachIsNamedWithThePathsThatSuffer() throws Exception {
        fill(Golden.V2);
        List<IndexedPack> packs = packs(Golden.V2);
        for (IndexedPack pack : packs) {
            if (ids(pack).anyMatch(ids(copiedPack()).toList()::contains)) {
                store.delete(ResticRepository.packKey(pack.id()));
            }
        }
        check(Golden.V2, 0);
        assertThat(progress.problemsFrom(0))
                .filteredOn(p -> p.code().equals("PACK_MISSING"))
                .hasSizeGreaterThan(1)
                .extracting(Problem::message)
                .allMatch(message -> message.contains("needed by "));
    }

    /** A pack each blob of which is in another pack, too. */
    private static IndexedPack copiedPack() {
        List<IndexedPack> packs = packs(Golden.V2);
        return packs.stream()
                .filter(pack -> ids(pack).allMatch(id -> count(packs, id) > 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoListensHearsOfEachPathThatSuffersOnce() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        store.delete(ResticRepository.packKey(pack.id()));
        Queue<Problem> heard = new ConcurrentLinkedQueue<>();
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, _ -> {});
        RepositoryCheck.run(
                ResticRepository.open(store, Golden.V1.masterKey(), platform),
                new CheckRequest(0),
                new Random(1),
                new Progress(() -> 0, heard::add));
        List<String> paths =
                heard.stream()
                        .filter(p -> p.severity() == Severity.DETAIL)
                        .map(Problem::path)
                        .toList();
        String message =
                heard.stream()
                        .filter(p -> p.code().equals("PACK_MISSING"))
                        .findFirst()
                        .orElseThrow()
                        .message();
        assertThat(paths)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(path -> message.contains(path) || message.contains(" more"));
    }

    @Test
    void aLostIndexIsToldFromLostData() throws Exception {
        fill(Golden.V1);
        ObjectId index = Golden.V1.objects("index").keySet().iterator().next();
        store.delete(key("index", index));
        assertThat(check(Golden.V1, 0).indexLost()).isTrue();
        assertThat(errors()).containsAnyOf("TREE_MISSING", "BLOB_MISSING");
        assertThat(codes(Severity.WARNING)).contains("PACK_ORPHANED");
    }

    @Test
    void aLostPackIsNoLostIndex() throws Exception {
        fill(Golden.V1);
        store.delete(ResticRepository.packKey(packOf(Golden.V1, BlobType.DATA).id()));
        put(ResticRepository.packKey(ObjectId.hash(new byte[] {7})), new byte[] {7});
        assertThat(check(Golden.V1, 0).indexLost()).isFalse();
    }

    @Test
    void aCutPackIsFoundByItsSize() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        ObjectKey key = ResticRepository.packKey(pack.id());
        byte[] content = store.readAll(key, 1 << 30);
        replace(key, Arrays.copyOf(content, 10));
        check(Golden.V1, 0);
        assertThat(errors()).containsExactly("PACK_SIZE", "SNAPSHOT_INCOMPLETE");
        replace(key, new byte[0]);
        check(Golden.V1, 1);
        assertThat(errors()).contains("PACK_SIZE");
    }

    @Test
    void aPackThatNoIndexNamesIsAHint() throws Exception {
        fill(Golden.V1);
        byte[] pack = {1, 2, 3};
        put(ResticRepository.packKey(ObjectId.hash(pack)), pack);
        CheckReport report = check(Golden.V1, 1);
        assertThat(report.errors()).isZero();
        assertThat(only("PACK_ORPHANED").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aDamagedIndexCostsWhatOnlyItNames() throws Exception {
        fill(Golden.V1);
        ObjectId index = Golden.V1.objects("index").keySet().iterator().next();
        flip(key("index", index), 30);
        check(Golden.V1, 0);
        assertThat(errors()).contains("INDEX_DAMAGED");
        assertThat(only("INDEX_DAMAGED").path()).isEqualTo("index/" + index);
        assertThat(errors()).containsAnyOf("TREE_MISSING", "BLOB_MISSING");
    }

    @Test
    void aDamagedSnapshotIsNamedAndTheOthersAreChecked() throws Exception {
        fill(Golden.V1);
        ObjectId snapshot = Golden.V1.objects("snapshots").keySet().iterator().next();
        flip(key("snapshots", snapshot), 30);
        CheckReport report = check(Golden.V1, 0);
        assertThat(errors()).containsExactly("SNAPSHOT_DAMAGED");
        assertThat(only("SNAPSHOT_DAMAGED").path()).isEqualTo("snapshots/" + snapshot);
        assertThat(report.snapshots()).isEqualTo(Golden.V1.objects("snapshots").size() - 1);
    }

    @Test
    void aDamagedKeyIsNamed() throws Exception {
        fill(Golden.V1);
        ObjectId id = Golden.V1.objects("keys").keySet().iterator().next();
        flip(key("keys", id), 0);
        check(Golden.V1, 0);
        assertThat(errors()).containsExactly("KEY_DAMAGED");
    }

    @Test
    void whatIsWholeWhenReadAgainIsAHint() throws Exception {
        fill(Golden.V1);
        IndexedPack pack = packOf(Golden.V1, BlobType.DATA);
        ObjectKey key = ResticRepository.packKey(pack.id());
        AtomicInteger reads = new AtomicInteger();
        var once = new DamagedOnce(store, key, reads);
        Platform platform = new Platform(Clock.systemUTC(), System::nanoTime, _ -> {});
        CheckReport report =
                RepositoryCheck.run(
                        ResticRepository.open(once, Golden.V1.masterKey(), platform),
                        new CheckRequest(1),
                        new Random(1),
                        progress);
        assertThat(report.errors()).isZero();
        assertThat(only("TRANSFER_DAMAGED").path()).isEqualTo(key.path());
    }
}
