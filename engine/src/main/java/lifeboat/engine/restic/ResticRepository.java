package lifeboat.engine.restic;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import lifeboat.engine.EngineException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.Snapshot;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.compression.UnpackedFile;
import lifeboat.engine.restic.crypto.MasterKey;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.key.KeyFile;
import lifeboat.engine.restic.snapshot.SnapshotFile;
import lifeboat.engine.store.Content;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;
import lifeboat.engine.store.StoreException;

/** An opened repository. Thread-safe. */
public final class ResticRepository {

    static final ObjectKey CONFIG = new ObjectKey("config");
    static final KeyPrefix KEYS = new KeyPrefix("keys/");
    private static final int MAX_SMALL_BYTES = 1 << 20;
    private static final int READERS = 8;

    private final ObjectStore store;
    private final Platform platform;
    private final MasterKey key;
    private final ConfigFile config;
    private final SecureRandom random = new SecureRandom();

    ResticRepository(ObjectStore store, Platform platform, MasterKey key, ConfigFile config) {
        this.store = store;
        this.platform = platform;
        this.key = key;
        this.config = config;
    }

    /**
     * Opens the repository in {@code store}.
     *
     * @throws RepositoryException {@code NOT_A_REPOSITORY}, {@code WRONG_PASSWORD}, or what makes
     *     its config or keys unusable
     */
    public static ResticRepository open(ObjectStore store, Password password, Platform platform)
            throws InterruptedException {
        byte[] sealedConfig = readConfig(store);
        return withKey(store, openKeys(store, password), sealedConfig, platform);
    }

    /** Opens the repository with its master key, which spares the derivation from a password. */
    public static ResticRepository open(ObjectStore store, MasterKey key, Platform platform)
            throws InterruptedException {
        return withKey(store, key, readConfig(store), platform);
    }

    private static ResticRepository withKey(
            ObjectStore store, MasterKey key, byte[] sealedConfig, Platform platform) {
        byte[] json =
                new Sealer(key, new SecureRandom())
                        .open(sealedConfig)
                        .orElseThrow(() -> damaged("config", "its MAC is wrong"));
        return new ResticRepository(store, platform, key, ConfigFile.parse(json));
    }

    /**
     * Makes a repository of version 2 and returns it opened.
     *
     * @throws RepositoryException {@code REPOSITORY_EXISTS} if there is a config, key or snapshot;
     *     nothing is changed then
     */
    public static ResticRepository create(
            ObjectStore store,
            Password password,
            Platform platform,
            String username,
            String hostname)
            throws InterruptedException {
        return new RepositoryCreation(store).run(password, platform, username, hostname);
    }

    static boolean hasConfig(ObjectStore store) throws InterruptedException {
        try {
            store.readAll(CONFIG, MAX_SMALL_BYTES);
            return true;
        } catch (StoreException.TooLarge e) {
            return true;
        } catch (StoreException.Missing e) {
            return false;
        }
    }

    private static byte[] readConfig(ObjectStore store) throws InterruptedException {
        try {
            return store.readAll(CONFIG, MAX_SMALL_BYTES);
        } catch (StoreException.Missing e) {
            throw new RepositoryException(
                    Kind.NOT_A_REPOSITORY,
                    "there is no repository in " + store.url() + ": it has no object `config`",
                    "check the URL; to make a new repository there, run `lifeboat-agent repo init`",
                    e);
        }
    }

    private static MasterKey openKeys(ObjectStore store, Password password)
            throws InterruptedException {
        List<ObjectId> ids = ids(store, KEYS);
        List<String> unreadable = new ArrayList<>();
        for (ObjectId id : ids) {
            try {
                byte[] json = store.readAll(keyOf(id), MAX_SMALL_BYTES);
                Optional<MasterKey> key = KeyFile.parse(id, json).open(password);
                if (key.isPresent()) {
                    return key.get();
                }
            } catch (StoreException.Missing
                    | StoreException.Unreadable
                    | StoreException.TooLarge
                    | RepositoryException e) {
                unreadable.add(e.getMessage());
            }
        }
        if (ids.size() == unreadable.size()) {
            throw new RepositoryException(
                    Kind.REPOSITORY_DAMAGED,
                    "no key of the repository in "
                            + store.url()
                            + " can be read"
                            + (unreadable.isEmpty() ? "" : ": " + String.join("; ", unreadable)),
                    "bring the objects in `keys/` back from a copy: without one nothing can be"
                            + " read");
        }
        throw new RepositoryException(
                Kind.WRONG_PASSWORD,
                "the password opens none of the "
                        + ids.size()
                        + " keys of "
                        + store.url()
                        + (unreadable.isEmpty() ? "" : "; " + String.join("; ", unreadable)),
                "check --password-file or LIFEBOAT_PASSWORD");
    }

    static ObjectKey keyOf(ObjectId id) {
        return new ObjectKey("keys/" + id.hex());
    }

    /** Where a pack lies. */
    public static ObjectKey packKey(ObjectId pack) {
        String hex = pack.hex();
        return new ObjectKey("data/" + hex.substring(0, 2) + "/" + hex);
    }

    public ObjectStore store() {
        return store;
    }

    public Platform platform() {
        return platform;
    }

    public ConfigFile config() {
        return config;
    }

    /** A new sealer of this repository's key; for one thread. */
    public Sealer sealer() {
        return new Sealer(key, random);
    }

    /** A new opener of blobs; for one thread. */
    public BlobOpener blobOpener() {
        return new BlobOpener(sealer());
    }

    public TreeSource trees(BlobIndex index) {
        return new TreeSource(this, index);
    }

    public int keyCount() throws InterruptedException {
        return ids(store, KEYS).size();
    }

    /** The ids of all objects of a kind; names that are not ids are not restic's and left out. */
    public List<ObjectId> ids(FileKind kind) throws InterruptedException {
        return ids(store, kind.prefix());
    }

    private static List<ObjectId> ids(ObjectStore store, KeyPrefix prefix)
            throws InterruptedException {
        List<ObjectId> ids = new ArrayList<>();
        store.list(
                prefix,
                object -> {
                    String name = object.key().path().substring(prefix.path().length());
                    if (ObjectId.isHex(name)) {
                        ids.add(ObjectId.parse(name));
                    }
                });
        return ids;
    }

    /**
     * Returns the JSON of one object.
     *
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if its hash or MAC is wrong
     * @throws StoreException.Missing if there is none
     */
    public byte[] read(FileKind kind, ObjectId id) throws InterruptedException {
        ObjectKey name = kind.key(id);
        byte[] sealed = store.readAll(name, kind.maxBytes());
        if (!ObjectId.hash(sealed).equals(id)) {
            throw damaged(name.path(), "its SHA-256 is not its name");
        }
        if (!sealer().open(sealed, 0, sealed.length, sealed, 0)) {
            throw damaged(name.path(), "its MAC is wrong");
        }
        int length = sealed.length - Sealer.OVERHEAD;
        return UnpackedFile.decode(name.path(), sealed, length, kind.maxBytes());
    }

    /** Seals and stores one object; returns its name. */
    public ObjectId write(FileKind kind, byte[] json) throws InterruptedException {
        // In one array: the JSON of an index has megabytes.
        byte[] sealed = new byte[UnpackedFile.maxEncodedLength(json.length) + Sealer.OVERHEAD];
        int plain = UnpackedFile.encode(json, config.version(), sealed, Sealer.BEFORE);
        sealer().seal(sealed, Sealer.BEFORE, plain, sealed, 0);
        int length = plain + Sealer.OVERHEAD;
        ObjectId id = ObjectId.hash(sealed, 0, length);
        store.putIfAbsent(kind.key(id), Content.of(sealed, length));
        return id;
    }

    /**
     * Reads and parses every object of a kind, several at a time, and passes them one by one.
     *
     * @param parse called by several threads at a time
     * @param damaged told of each that can't be read; the others are passed all the same
     */
    public <T> void readAll(
            FileKind kind,
            BiFunction<ObjectId, byte[], T> parse,
            BiConsumer<ObjectId, T> each,
            Consumer<Problem> damaged)
            throws InterruptedException {
        List<ObjectId> ids = ids(kind);
        AtomicInteger next = new AtomicInteger();
        Object one = new Object();
        try (TaskGroup group = TaskGroup.ofPlatformThreads("read-" + kind.prefix().path())) {
            for (int i = 0; i < Math.min(READERS, ids.size()); i++) {
                group.fork(
                        () -> {
                            for (int n = next.getAndIncrement();
                                    n < ids.size();
                                    n = next.getAndIncrement()) {
                                ObjectId id = ids.get(n);
                                try {
                                    T parsed = parse.apply(id, read(kind, id));
                                    synchronized (one) {
                                        each.accept(id, parsed);
                                    }
                                } catch (RepositoryException
                                        | StoreException.Missing
                                        | StoreException.Unreadable
                                        | StoreException.TooLarge e) {
                                    damaged.accept(problem(kind.key(id), e));
                                }
                            }
                        });
            }
            group.join();
        }
    }

    private static Problem problem(ObjectKey object, EngineException e) {
        return new Problem(Severity.ERROR, e.code(), object.path(), e.getMessage());
    }

    /**
     * Reads all index files.
     *
     * @param damaged told of each file that can't be read: blobs that only it names are lost
     */
    public BlobIndex loadIndex(Consumer<Problem> damaged) throws InterruptedException {
        BlobIndex index = new BlobIndex();
        readAll(FileKind.INDEX, IndexFile::parse, (_, file) -> index.add(file), damaged);
        return index;
    }

    /**
     * Reads all snapshots, in no order.
     *
     * @param damaged told of each that can't be read
     */
    public List<Snapshot> snapshots(Consumer<Problem> damaged) throws InterruptedException {
        List<Snapshot> snapshots = new ArrayList<>();
        readAll(
                FileKind.SNAPSHOT,
                SnapshotFile::decode,
                (id, file) -> snapshots.add(file.toSnapshot(id)),
                damaged);
        return snapshots;
    }

    private static RepositoryException damaged(String name, String why) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                name + " is damaged: " + why,
                "bring it back from a copy, or let `restic repair` rebuild it");
    }
}
