package lifeboat.engine.file;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open directory, the only way to what is in it.
 *
 * <p>It stays the same directory when it is renamed or a link takes its place, and no method
 * follows a link but {@link #open}: what is reached through it is below it. Thread-safe but for
 * {@link #list} and {@link #close}. Every method throws {@link FileException} if the file system
 * refuses.
 */
public final class Directory extends OpenInode {

    private static final long AT_FDCWD = -100;
    private static final long AT_REMOVEDIR = 0x200;

    private Directory(int descriptor, Location location, ScratchPool pool) {
        super(descriptor, location, pool);
    }

    /** Opens a directory by a path that an operator gave, so links in it lead where they lead. */
    public static Directory open(Path path) {
        Architecture.running(); // or a less clear error from the classes that build on it
        Path absolute = path.toAbsolutePath();
        byte[] bytes = name(absolute);
        Location location = new Location.Root(absolute.toString());
        location.check("open", Scratch.refuse(bytes));
        ScratchPool pool = new ScratchPool();
        try (Scratch scratch = pool.take()) {
            long descriptor =
                    scratch.call(
                            SystemCall.OPENAT,
                            AT_FDCWD,
                            scratch.first(bytes),
                            OpenFlags.FOLLOW_TO_DIRECTORY);
            return new Directory((int) location.check("open", descriptor), location, pool);
        }
    }

    /** In the encoding by which Path itself names files; not UTF-8 in a C locale. */
    static byte[] name(Path path) {
        return path.toString().getBytes(Charset.forName(System.getProperty("sun.jnu.encoding")));
    }

    /**
     * Opens a directory in this one; anything else of that name, also a link to a directory, is
     * ENOTDIR.
     */
    public Directory openChild(byte[] name) {
        int descriptor = openAt("open", name, OpenFlags.DIRECTORY);
        return new Directory(descriptor, location().child(name), pool());
    }

    /** Creates a file, mode 0600, for writing; EEXIST if the name is taken, also by a link. */
    public OpenFile createNew(byte[] name) {
        return createNew(name, 0600);
    }

    /** As {@link #createNew(byte[])}, with a mode of which the umask takes away. */
    public OpenFile createNew(byte[] name, int mode) {
        int descriptor = openAt("create", name, OpenFlags.CREATE_NEW, mode & 0777);
        return new OpenFile(descriptor, location().child(name), pool());
    }

    /**
     * Opens a file for reading and writing, its content as it is, or creates it empty, mode 0600. A
     * link is ELOOP. Pipes and devices are opened too, without waiting: see {@link OpenFile#stat}.
     */
    public OpenFile openForWriting(byte[] name) {
        return openFile("open for writing", name, OpenFlags.READ_AND_WRITE);
    }

    /**
     * Opens a file for reading, leaving its access time alone where the kernel allows. A link is
     * ELOOP. Pipes and devices are opened too, without waiting: see {@link OpenFile#stat}.
     */
    public OpenFile openForReading(byte[] name) {
        try {
            return openFile("open", name, OpenFlags.READ_UNSEEN);
        } catch (FileException e) {
            if (e.errno() == Errno.EPERM) {
                return openFile("open", name, OpenFlags.READ);
            }
            throw e;
        }
    }

    /** A handle on whatever has the name, for calls that take a descriptor of anything. */
    OpenFile refer(byte[] name) {
        return openFile("find", name, OpenFlags.REFER);
    }

    private OpenFile openFile(String operation, byte[] name, int flags) {
        int descriptor = openAt(operation, name, flags);
        return new OpenFile(descriptor, location().child(name), pool());
    }

    private int openAt(String operation, byte[] name, int flags) {
        return openAt(operation, name, flags, 0600);
    }

    private int openAt(String operation, byte[] name, int flags, int mode) {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.OPENAT, descriptor(), first(scratch, name), flags, mode);
            return (int) check(operation, name, result);
        }
    }

    /** What {@code name} stands for, to tell and set its owner, mode, times and attributes. */
    public Inode entry(byte[] name) {
        return new Entry(this, name);
    }

    /** Tells of what has the name, itself if it is a link; empty if nothing has it. */
    public Optional<Stat> find(byte[] name) {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.STATX,
                            descriptor(),
                            first(scratch, name),
                            Entry.AT_SYMLINK_NOFOLLOW,
                            Stat.MASK,
                            scratch.struct().address());
            return existed("stat", name, result)
                    ? Optional.of(Stat.of(scratch.words(Stat.WORDS)))
                    : Optional.empty();
        }
    }

    /**
     * Passes every name, except {@code .} and {@code ..}, once and in no order, on the calling
     * thread. What is created or removed meanwhile may be passed or not. One listing of an object
     * at a time.
     */
    public void list(Visitor visitor) {
        new Listing(this, visitor).run();
    }

    /** Takes the names of a listing. */
    @FunctionalInterface
    public interface Visitor {
        void entry(byte[] name, FileType type);
    }

    /** Creates a directory; returns false, and changes nothing, if the name is taken. */
    public boolean makeDirectory(byte[] name, int mode) {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.MKDIRAT,
                            descriptor(),
                            first(scratch, name),
                            mode & Stat.MODE_BITS);
            if (result == Errno.EEXIST.asResult()) {
                return false;
            }
            check("create directory", name, result);
            return true;
        }
    }

    /**
     * Creates a pipe, socket or device; EEXIST if the name is taken.
     *
     * @param device as {@link Stat#nodeDevice}; 0 for a pipe or socket
     */
    public void makeNode(byte[] name, FileType type, int mode, long device) {
        if (!Device.isKernels(device)) {
            throw failure("create node", name, Errno.EINVAL.asResult());
        }
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.MKNODAT,
                            descriptor(),
                            first(scratch, name),
                            type.modeBits() | (mode & Stat.MODE_BITS),
                            device);
            check("create node", name, result);
        }
    }

    /** Creates a symbolic link that says {@code target}; EEXIST if the name is taken. */
    public void symlink(byte[] target, byte[] name) {
        try (Scratch scratch = pool().take()) {
            check("create link", name, Scratch.refuse(target));
            long result =
                    scratch.call(
                            SystemCall.SYMLINKAT,
                            scratch.second(target),
                            descriptor(),
                            first(scratch, name));
            check("create link", name, result);
        }
    }

    /** What a symbolic link says; EINVAL of anything else. */
    public byte[] readLink(byte[] name) {
        try (Scratch scratch = pool().take()) {
            long length =
                    scratch.call(
                            SystemCall.READLINKAT,
                            descriptor(),
                            first(scratch, name),
                            scratch.data().address(),
                            Scratch.DATA_BYTES);
            return scratch.data(check("read link", name, length));
        }
    }

    /**
     * Gives what {@code fromName} stands for, itself if it is a symbolic link, a further name here;
     * EEXIST if that is taken.
     */
    public void link(Directory from, byte[] fromName, byte[] toName) {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.LINKAT,
                            from.descriptor(),
                            first(scratch, fromName),
                            descriptor(),
                            second(scratch, toName),
                            0);
            if (result < 0) {
                throw failure("link " + from.location().child(fromName) + " to", toName, result);
            }
        }
    }

    /** Moves what {@code name} stands for, itself if it is a link, to a name in {@code to}. */
    public RenameResult rename(byte[] name, Directory to, byte[] toName, RenameMode mode) {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.RENAMEAT2,
                            descriptor(),
                            first(scratch, name),
                            to.descriptor(),
                            second(scratch, toName),
                            mode.flag);
            if (result >= 0) {
                return RenameResult.RENAMED;
            }
            Errno errno = Errno.of((int) -result);
            if (errno == Errno.EXDEV) {
                return RenameResult.OTHER_FILE_SYSTEM;
            }
            if (errno == Errno.EEXIST && mode == RenameMode.NO_REPLACE) {
                return RenameResult.TARGET_EXISTS;
            }
            boolean lacking = errno == Errno.EINVAL || errno == Errno.ENOSYS;
            if (lacking && mode != RenameMode.REPLACE) {
                return RenameResult.UNSUPPORTED;
            }
            throw to.failure("rename " + location().child(name) + " to", toName, result);
        }
    }

    /** Removes a name that is not a directory's; returns whether there was one. */
    public boolean removeFile(byte[] name) {
        return remove(name, 0);
    }

    /** Removes an empty directory; returns whether there was one. ENOTEMPTY if it is not empty. */
    public boolean removeDirectory(byte[] name) {
        return remove(name, AT_REMOVEDIR);
    }

    private boolean remove(byte[] name, long flags) {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(SystemCall.UNLINKAT, descriptor(), first(scratch, name), flags);
            return existed("remove", name, result);
        }
    }

    /**
     * Returns when all of the file system is on the disk. It fails for writes that failed since
     * this directory was opened, or since its last call: so open it before the first write and keep
     * it open. Kernels before 5.8 report no failed writes here (man page of syncfs, 2026).
     */
    public void syncFileSystem() {
        run("sync the file system of", SystemCall.SYNCFS, 0, 0);
    }

    public Space space() {
        try (Scratch scratch = pool().take()) {
            long result =
                    scratch.call(SystemCall.FSTATFS, descriptor(), scratch.struct().address());
            location().check("find the free space of", result);
            return Space.of(scratch.struct());
        }
    }

    /** Copies a name, checked, to the first text of {@code scratch}; returns its address. */
    long first(Scratch scratch, byte[] name) {
        return scratch.first(require(name));
    }

    private long second(Scratch scratch, byte[] name) {
        return scratch.second(require(name));
    }

    private byte[] require(byte[] name) {
        FileName.require(name);
        if (name.length > FileName.MAX_BYTES) {
            throw failure("use", name, Errno.ENAMETOOLONG.asResult());
        }
        return name;
    }

    private long check(String operation, byte[] name, long result) {
        if (result < 0) {
            throw failure(operation, name, result);
        }
        return result;
    }

    private boolean existed(String operation, byte[] name, long result) {
        if (result == Errno.ENOENT.asResult()) {
            return false;
        }
        check(operation, name, result);
        return true;
    }

    private FileException failure(String operation, byte[] name, long result) {
        return location().child(name).failure(operation, result);
    }
}
