package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.Golden;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.index.IndexedPack;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.FinishedPack;
import lifeboat.engine.restic.pack.PackBuilder;
import lifeboat.engine.store.HookedObjectStore;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;

/** A repository whose packs a test writes one by one. */
final class HandmadeRepository {

    private static final String TIMES =
            "\"mtime\":\"2026-01-01T00:00:00Z\",\"atime\":\"2026-01-01T00:00:00Z\","
                    + "\"ctime\":\"2026-01-01T00:00:00Z\",\"uid\":0,\"gid\":0";

    /** A pack in the store, and the one index that names it. */
    record StoredPack(ObjectKey key, ObjectKey index) {}

    private final MemoryObjectStore objects = new MemoryObjectStore(Clock.systemUTC());
    private final HookedObjectStore store = new HookedObjectStore(objects);
    private final Sealer sealer = Golden.V2.sealer();
    private PackBuilder pack = new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES);

    HandmadeRepository() throws InterruptedException {
        byte[] config = Golden.V2.config(sealer).getBytes(UTF_8);
        objects.putIfAbsent(new ObjectKey("config"), sealer.seal(config));
    }

    /** The store without its hook. */
    MemoryObjectStore objects() {
        return objects;
    }

    void hook(HookedObjectStore.Hook hook) {
        store.hook(hook);
    }

    /** Adds a blob to the pack that is being filled. */
    ObjectId blob(BlobType type, byte[] content) {
        ObjectId id = ObjectId.hash(content);
        byte[] sealed = sealer.seal(content);
        pack.add(type, id, 0, sealed, 0, sealed.length);
        return id;
    }

    ObjectId text(String content) {
        return blob(BlobType.DATA, content.getBytes(UTF_8));
    }

    ObjectId tree(String... nodes) {
        return blob(
                BlobType.TREE, ("{\"nodes\":[" + String.join(",", nodes) + "]}\n").getBytes(UTF_8));
    }

    static String file(String name, ObjectId... content) {
        List<String> ids = List.of(content).stream().map(id -> "\"" + id + "\"").toList();
        return node(
                name,
                "file",
                "\"mode\":420,\"content\":[" + String.join(",", ids) + "],\"size\":0");
    }

    /** A directory of mode 0755. */
    static String directory(String name, ObjectId subtree) {
        return node(name, "dir", "\"mode\":2147484141,\"subtree\":\"" + subtree + "\"");
    }

    private static String node(String name, String type, String more) {
        return "{\"name\":\"%s\",\"type\":\"%s\",%s,%s}".formatted(name, type, TIMES, more);
    }

    /** Stores the pack that is being filled, with an index of its own, and begins another. */
    StoredPack store() throws InterruptedException {
        FinishedPack finished = pack.finish(sealer);
        pack = new PackBuilder(PackBuilder.DEFAULT_TARGET_BYTES);
        ObjectKey key = ResticRepository.packKey(finished.id());
        objects.putIfAbsent(key, finished.content());
        IndexedPack indexed = new IndexedPack(finished.id(), finished.entries());
        byte[] sealed = sealer.seal(new IndexFile(List.of(indexed)).toJson());
        ObjectKey index = FileKind.INDEX.key(ObjectId.hash(sealed));
        objects.putIfAbsent(index, sealed);
        return new StoredPack(key, index);
    }

    void delete(StoredPack stored) throws InterruptedException {
        objects.delete(stored.index());
        objects.delete(stored.key());
    }

    /** Prepares a restore of {@code root} that also takes a target with something in it. */
    PreparedRestore prepare(ObjectId root, Path target, List<String> includes, Progress progress)
            throws InterruptedException {
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
                        snapshot, target, "", includes, List.of(), Set.of(), true, false, false,
                        false, false);
        return Preparation.prepare(repository, request, progress);
    }
}
