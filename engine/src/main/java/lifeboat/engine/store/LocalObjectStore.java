package lifeboat.engine.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Keeps each object as a file of its own, where restic keeps it: at the key's path below a folder.
 *
 * <p>The folder itself is never created: a backup into the mount point of a disk that is not
 * mounted must fail. Folders are 0700, files 0400; a file appears under its name only when all of
 * it is on the disk.
 */
public final class LocalObjectStore implements ObjectStore {

    /** In the name of an unfinished file, restic's too. */
    private static final String TEMPORARY = "-tmp-";

    private static final int WRITE_BYTES = 1 << 16;
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"));

    private final Path folder;
    private final Clock clock;

    /**
     * @param clock tells the store's time: the host's, as a repository may be read-only
     */
    public LocalObjectStore(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        throwIfInterrupted();
        Path file = file(key);
        try {
            if (Files.exists(file, NOFOLLOW_LINKS)) {
                return PutResult.EXISTS;
            }
            Path parent = file.getParent();
            createFolder(parent);
            Path temporary =
                    file.resolveSibling(file.getFileName() + TEMPORARY + UUID.randomUUID());
            PutResult result;
            try {
                write(temporary, content);
                result = publish(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
            sync(parent);
            return result;
        } catch (IOException e) {
            throw translated("writing " + key, e);
        }
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        throwIfInterrupted();
        try (FileChannel channel = FileChannel.open(file(key), READ)) {
            if (channel.size() < range.end()) {
                throw new StoreException.Truncated(key, range, url());
            }
            channel.position(range.offset());
            return new RangeStream(Channels.newInputStream(channel), range.length()).feed(reader);
        } catch (EOFException e) {
            throw new StoreException.Truncated(key, range, url());
        } catch (NoSuchFileException e) {
            throw missing(key);
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    @Override
    public byte[] readAll(ObjectKey key, int maxBytes) throws InterruptedException {
        throwIfInterrupted();
        try (FileChannel channel = FileChannel.open(file(key), READ)) {
            long size = channel.size();
            if (size > maxBytes) {
                throw new StoreException.TooLarge(key, maxBytes, url());
            }
            return Channels.newInputStream(channel).readNBytes((int) size);
        } catch (NoSuchFileException e) {
            throw missing(key);
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The prefix may be a symbolic link to a folder, as when {@code data} was moved to a larger
     * disk; links below it are not followed. Unfinished files are left out.
     */
    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        throwIfInterrupted();
        requireFolder();
        Path start = folder.resolve(prefix.path());
        try {
            if (isThere(start)) {
                Path realStart = start.toRealPath();
                Files.walkFileTree(realStart, visitor(realStart, prefix, each));
                throwIfInterrupted();
            }
        } catch (IOException e) {
            throw translated("listing " + prefix.path(), e);
        }
    }

    /**
     * Whether there is a folder to list. Only one that was never made holds nothing: of one that
     * can't be reached the objects must not seem to be gone.
     */
    private static boolean isThere(Path start) throws IOException {
        try {
            if (!Files.readAttributes(start, BasicFileAttributes.class).isDirectory()) {
                throw new NotDirectoryException(start.toString());
            }
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(start)) {
                throw new StoreException.NoSuchPlace(
                        start + " is a link to nowhere",
                        "check that the disk is mounted that it leads to",
                        e);
            }
            return false;
        }
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        throwIfInterrupted();
        requireFolder();
        try {
            if (Files.deleteIfExists(file(key))) {
                sync(file(key).getParent());
            }
        } catch (IOException e) {
            throw translated("deleting " + key, e);
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String url() {
        return folder.toString();
    }

    @Override
    public void close() {}

    private static FileVisitor<Path> visitor(
            Path start, KeyPrefix prefix, Consumer<ObjectInfo> each) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = prefix.path() + start.relativize(file);
                if (attributes.isRegularFile() && !path.contains(TEMPORARY)) {
                    Instant modified = attributes.lastModifiedTime().toInstant();
                    each.accept(new ObjectInfo(new ObjectKey(path), attributes.size(), modified));
                }
                return Thread.currentThread().isInterrupted()
                        ? FileVisitResult.TERMINATE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) { // deleted meanwhile
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        };
    }

    private Path file(ObjectKey key) {
        return folder.resolve(key.path());
    }

    private void createFolder(Path wanted) throws IOException {
        if (Files.isDirectory(wanted)) {
            return;
        }
        if (wanted.equals(folder)) {
            throw noSuchPlace();
        }
        createFolder(wanted.getParent());
        try {
            Files.createDirectory(wanted, FOLDER_MODE);
        } catch (FileAlreadyExistsException e) {
            return; // another thread was faster
        }
        sync(wanted.getParent());
    }

    private static void write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), FILE_MODE)) {
            ByteBuffer rest = content.buffer();
            while (rest.hasRemaining()) {
                int length = Math.min(WRITE_BYTES, rest.remaining());
                int written = channel.write(rest.slice(rest.position(), length));
                rest.position(rest.position() + written);
            }
            channel.force(true);
        }
    }

    /**
     * A hard link is the one way to a name that fails if it is taken; some file systems lack it.
     */
    private static PutResult publish(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return PutResult.EXISTS;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(file, NOFOLLOW_LINKS)) {
                return PutResult.EXISTS;
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return PutResult.CREATED;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private StoreException missing(ObjectKey key) {
        requireFolder();
        return new StoreException.Missing(key, url());
    }

    private void requireFolder() {
        if (!Files.isDirectory(folder)) {
            throw noSuchPlace();
        }
    }

    private StoreException noSuchPlace() {
        return new StoreException.NoSuchPlace(
                "there is no folder " + folder,
                "check the path and that its disk is mounted; to make a new repository there:"
                        + " lifeboat-agent repo init --repo "
                        + folder,
                null);
    }

    /** A bad sector must cost what lies in one object, not all that is to be read. */
    private StoreException unreadable(ObjectKey key, IOException e) throws InterruptedException {
        StoreException failure = translated("reading " + key, e);
        return failure instanceof StoreException.Refused
                ? new StoreException.Unreadable(failure.getMessage(), e)
                : failure;
    }

    private StoreException translated(String action, IOException e) throws InterruptedException {
        if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
            throw new InterruptedException();
        }
        String message = action + " in " + folder + " failed: " + reason(e);
        return e instanceof AccessDeniedException
                ? new StoreException.Denied(
                        message, "run as the user that owns the folder, or give it access", e)
                : new StoreException.Refused(
                        message, "free space, or repair the file system, then repeat", e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.toString();
        };
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
