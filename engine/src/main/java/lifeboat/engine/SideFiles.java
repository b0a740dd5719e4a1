package lifeboat.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.compression.UnpackedFile;
import lifeboat.engine.restic.crypto.Sealer;
import lifeboat.engine.store.Content;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore.PutResult;
import lifeboat.engine.store.StoreException;

/**
 * Lifeboat's own files below {@code lifeboat/} of a repository, for what restic has no place for;
 * restic never looks there. Sealed with the repository's key, and never changed once written.
 * Thread-safe.
 *
 * <p>Sealed is a byte 2 and a zstd frame, of the file's name, a line feed and its content: so a
 * file that was moved in the store to another's name is noticed.
 */
public final class SideFiles {

    /** The most bytes that a file may have. */
    public static final int MAX_BYTES = 16 << 20;

    private static final String FOLDER = "lifeboat/";

    /** Small files may grow a little by being compressed; the name is within. */
    private static final int MAX_SEALED_BYTES = MAX_BYTES + (1 << 20);

    /** Always compressed: restic, whose first version knew no compression, does not read them. */
    private static final int COMPRESSING_VERSION = 2;

    private final ResticRepository restic;

    SideFiles(ResticRepository restic) {
        this.restic = restic;
    }

    /**
     * Writes a file, all of it or nothing.
     *
     * @param content at most {@value #MAX_BYTES} bytes
     * @return false, the file left as it was, if the name is taken
     */
    public boolean put(SideFileName name, byte[] content) throws InterruptedException {
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%s would have %,d bytes, and %,d are allowed"
                            .formatted(name, content.length, MAX_BYTES));
        }
        byte[] head = head(name);
        byte[] plain = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, plain, head.length, content.length);
        byte[] sealed = new byte[UnpackedFile.maxEncodedLength(plain.length) + Sealer.OVERHEAD];
        int length = UnpackedFile.encode(plain, COMPRESSING_VERSION, sealed, Sealer.BEFORE);
        restic.sealer().seal(sealed, Sealer.BEFORE, length, sealed, 0);
        Content object = Content.of(sealed, length + Sealer.OVERHEAD);
        return restic.store().putIfAbsent(key(name), object) == PutResult.CREATED;
    }

    /**
     * Returns the names of the files in a folder and in those below it, in order.
     *
     * @param folder without a slash at its end
     */
    public List<SideFileName> list(SideFileName folder) throws InterruptedException {
        TreeSet<SideFileName> names = new TreeSet<>();
        restic.store()
                .list(
                        new KeyPrefix(FOLDER + folder + "/"),
                        object -> {
                            String path = object.key().path().substring(FOLDER.length());
                            if (SideFileName.isValid(path)) {
                                names.add(new SideFileName(path));
                            }
                        });
        return List.copyOf(names);
    }

    /**
     * Returns the content of a file.
     *
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if it is not what was written under
     *     this name
     * @throws StoreException.Missing if there is none
     */
    public byte[] get(SideFileName name) throws InterruptedException {
        ObjectKey key = key(name);
        byte[] sealed = restic.store().readAll(key, MAX_SEALED_BYTES);
        if (!restic.sealer().open(sealed, 0, sealed.length, sealed, 0)) {
            throw damaged(key, "its MAC is wrong");
        }
        byte[] head = head(name);
        byte[] plain =
                UnpackedFile.decode(
                        key.path(),
                        sealed,
                        sealed.length - Sealer.OVERHEAD,
                        MAX_BYTES + head.length);
        if (plain.length < head.length
                || !Arrays.equals(head, 0, head.length, plain, 0, head.length)) {
            throw damaged(key, "it was written under another name");
        }
        return Arrays.copyOfRange(plain, head.length, plain.length);
    }

    /** Removes a file; removing a missing one succeeds. */
    public void remove(SideFileName name) throws InterruptedException {
        restic.store().delete(key(name));
    }

    private static ObjectKey key(SideFileName name) {
        return new ObjectKey(FOLDER + name);
    }

    private static byte[] head(SideFileName name) {
        return (name + "\n").getBytes(US_ASCII);
    }

    private static RepositoryException damaged(ObjectKey key, String why) {
        return new RepositoryException(
                RepositoryException.Kind.REPOSITORY_DAMAGED,
                key + " is damaged: " + why,
                "bring it back from a copy; no restore needs it");
    }
}
