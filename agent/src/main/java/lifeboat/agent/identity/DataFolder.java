package lifeboat.agent.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The agent's folder: private files, written whole or not at all, used by one agent at a time. */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileLock lock;

    private DataFolder(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens it, making it if it is not there.
     *
     * @throws IdentityException {@code DATA_IN_USE} if another agent has it, {@code DATA_UNUSABLE}
     */
    public static DataFolder open(Path path) {
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.createDirectories(path.resolve("locks"));
            FileChannel channel = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IdentityException(
                        "DATA_IN_USE",
                        "another agent runs with the data folder " + path,
                        "see what it does: lifeboat-agent status --data " + path);
            }
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // by this very program
            return null;
        }
    }

    /** Whether an agent runs with this folder. */
    public static boolean isInUse(Path path) {
        try (FileChannel channel = FileChannel.open(path.resolve("lock"), WRITE)) {
            FileLock lock = tryLock(channel);
            return lock == null;
        } catch (IOException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** Where workers lock their targets. */
    public Path locks() {
        return path.resolve("locks");
    }

    Optional<byte[]> find(String name) {
        try {
            Path file = path.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Writes a file that only this user may read; it is on disk when this returns. */
    void save(String name, byte[] content) {
        try {
            replace(path, name, content, true);
            try (FileChannel folder = FileChannel.open(path, READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Writes a file that costs nothing if it is lost: what is so now, for people. */
    public void show(String name, String content) {
        try {
            replace(path, name, content.getBytes(UTF_8), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path folder, String name, byte[] content, boolean durable)
            throws IOException {
        Path part = folder.resolve(name + ".new");
        Files.deleteIfExists(part);
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(CREATE_NEW, WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (durable) {
                channel.force(true);
            }
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static IdentityException unusable(Path path, IOException e) {
        return new IdentityException(
                "DATA_UNUSABLE",
                "the data folder " + path + " can't be used: " + e,
                "see whether this user may write there, and whether the disk is full",
                e);
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
