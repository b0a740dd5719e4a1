package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Errno;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Stat;

/**
 * The directory that a restore writes into, and the stage in it.
 *
 * <p>Until {@link #prepare} nothing is written. {@code .lifeboat} is ours alone: mode 0700, of our
 * own user, locked while a restore runs.
 */
final class Target implements AutoCloseable {

    static final byte[] PRIVATE = ".lifeboat".getBytes(UTF_8);

    private static final byte[] STAGE = "stage".getBytes(UTF_8);
    private static final byte[] LOCK = "lock".getBytes(UTF_8);
    private static final byte[] CACHE_TAG = "CACHEDIR.TAG".getBytes(UTF_8);
    private static final byte[] CACHE_TAG_CONTENT =
            "Signature: 8a477f597d28d172789f06886806bc55\n# Files of an unfinished restore.\n"
                    .getBytes(UTF_8);
    private static final byte[] DEFAULT_ACL = "system.posix_acl_default".getBytes(UTF_8);
    private static final List<String> IGNORED = List.of(".lifeboat", "lost+found");

    private final Path path;
    private final byte[] stageName;
    private Optional<Directory> root = Optional.empty();
    private Optional<Directory> privateDirectory = Optional.empty();
    private Optional<Directory> stage = Optional.empty();
    private Optional<OpenFile> lock = Optional.empty();

    private Target(Path path, String stageName) {
        this.path = path;
        this.stageName = stageName.getBytes(UTF_8);
    }

    /**
     * Opens what is there, and makes nothing.
     *
     * @param stageName names the content of the stage: the same only for the same selection of the
     *     same tree
     * @throws RepositoryException {@code TARGET_REFUSED} if it is not a directory
     */
    static Target open(Path path, String stageName) {
        Target target = new Target(path, stageName);
        if (!Files.exists(path)) {
            if (Files.isSymbolicLink(path)) {
                throw refused(
                        path + " is a link to nowhere",
                        "name the directory that the restore is to go into");
            }
            return target;
        }
        if (!Files.isDirectory(path)) {
            throw refused(
                    path + " is not a directory",
                    "name a directory, or a path that does not exist yet");
        }
        target.root = Optional.of(Directory.open(path));
        target.openExistingStage();
        return target;
    }

    private void openExistingStage() {
        Optional<Stat> found = root().find(PRIVATE);
        if (found.isEmpty()) {
            return;
        }
        privateDirectory = Optional.of(openPrivate());
        Directory own = privateDirectory.get();
        if (own.find(STAGE).isPresent()) {
            try (Directory stages = own.openChild(STAGE)) {
                if (stages.find(stageName).isPresent()) {
                    stage = Optional.of(stages.openChild(stageName));
                }
            }
        }
    }

    private Directory openPrivate() {
        Stat found = root().find(PRIVATE).orElseThrow();
        if (found.type() != FileType.DIRECTORY
                || found.uid() != Creator.effectiveUid()
                || (found.mode() & 077) != 0) {
            throw refused(
                    path + "/.lifeboat is not a private directory of this user",
                    "look at what it is, and move it away");
        }
        return root().openChild(PRIVATE);
    }

    boolean exists() {
        return root.isPresent();
    }

    Directory root() {
        return root.orElseThrow();
    }

    Path path() {
        return path;
    }

    /** Whether an earlier run of the same restore was stopped here. */
    boolean isResumed() {
        return stage.isPresent();
    }

    /** The stage of one tier that an earlier run left; the caller closes it. */
    Optional<Directory> findStage(int tier) {
        byte[] name = tierName(tier);
        return stage.filter(s -> s.find(name).isPresent()).map(s -> s.openChild(name));
    }

    /**
     * The stage of one tier, made if it is missing, after {@link #prepare}; the caller closes it.
     */
    Directory makeStage(int tier) {
        Directory stages = stage.orElseThrow();
        stages.makeDirectory(tierName(tier), 0700);
        return stages.openChild(tierName(tier));
    }

    private static byte[] tierName(int tier) {
        return Integer.toString(tier).getBytes(UTF_8);
    }

    /** Whether a name is that of our own directory. */
    static boolean isPrivate(byte[] name) {
        return Arrays.equals(name, PRIVATE);
    }

    /** Whether a name in the target is no concern of a restore. */
    static boolean ignores(byte[] name) {
        return IGNORED.contains(new String(name, UTF_8));
    }

    /** Whether it holds anything but what a restore ignores. */
    boolean isEmpty() {
        if (root.isEmpty()) {
            return true;
        }
        List<byte[]> others = new ArrayList<>();
        root().list(
                        (name, _) -> {
                            if (others.isEmpty() && !ignores(name)) {
                                others.add(name);
                            }
                        });
        return others.isEmpty();
    }

    /**
     * Makes the target and its stage where they are missing, and locks them.
     *
     * @return what files get that are created in the stage
     * @throws RepositoryException {@code TARGET_REFUSED} if another restore holds the lock
     */
    Creator prepare() {
        if (root.isEmpty()) {
            makeAll(path);
            root = Optional.of(Directory.open(path));
        }
        if (privateDirectory.isEmpty()) {
            root().makeDirectory(PRIVATE, 0700);
            privateDirectory = Optional.of(openPrivate());
        }
        Directory own = privateDirectory.get();
        // or every file would inherit what the target's own files are to have
        own.removeAttribute(DEFAULT_ACL);
        own.setMode(0700);
        lock = Optional.of(own.openForWriting(LOCK));
        if (!lock.get().tryLock()) {
            throw refused(
                    "another restore is writing into " + path,
                    "wait for it to end, or stop it, then repeat the command");
        }
        if (lock.get().stat().links() == 0) {
            throw refused("another restore into " + path + " has just ended", "repeat the command");
        }
        if (own.find(CACHE_TAG).isEmpty()) {
            try (OpenFile tag = own.createNew(CACHE_TAG)) {
                tag.write(CACHE_TAG_CONTENT, 0, CACHE_TAG_CONTENT.length, 0);
            }
        }
        own.makeDirectory(STAGE, 0700);
        if (stage.isEmpty()) {
            try (Directory stages = own.openChild(STAGE)) {
                stages.makeDirectory(stageName, 0700);
                stage = Optional.of(stages.openChild(stageName));
            }
        }
        return Creator.in(own);
    }

    private static void makeAll(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new RepositoryException(
                    Kind.TARGET_REFUSED,
                    "the target " + path + " can't be made: " + e.getMessage(),
                    "name a directory on a file system that can be written",
                    e);
        }
    }

    /** Deletes all stages and our own directory, once nothing in them is needed. */
    void removeStages() {
        closeAll(stage, Optional.empty());
        stage = Optional.empty();
        Directory own = privateDirectory.orElseThrow();
        Removal removal = new Removal(_ -> {});
        removal.removeTree(own, STAGE);
        own.removeFile(CACHE_TAG);
        own.removeFile(LOCK); // held until here, so that nobody stages what we delete
        try {
            root().removeDirectory(PRIVATE);
        } catch (FileException e) {
            if (e.errno() != Errno.ENOTEMPTY) {
                throw e;
            }
        }
    }

    private static RepositoryException refused(String message, String next) {
        return new RepositoryException(Kind.TARGET_REFUSED, message, next);
    }

    private static void closeAll(Optional<Directory> directory, Optional<OpenFile> file) {
        directory.ifPresent(Directory::close);
        file.ifPresent(OpenFile::close);
    }

    @Override
    public void close() {
        closeAll(stage, lock);
        closeAll(privateDirectory, Optional.empty());
        closeAll(root, Optional.empty());
    }
}
