package lifeboat.engine.file;

import java.util.List;
import java.util.Optional;

/**
 * A file descriptor, and all that goes for a file as for a directory.
 *
 * <p>Thread-safe but for the end: close it when no other thread is in a call on it.
 */
abstract sealed class OpenInode implements Inode, AutoCloseable permits Directory, OpenFile {

    private static final int CLOSED = -1;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final byte[] EMPTY = {};
    private static final long UNCHANGED = 0xffff_ffffL;

    private final Location location;
    private final ScratchPool pool;
    private volatile int descriptor;

    OpenInode(int descriptor, Location location, ScratchPool pool) {
        this.descriptor = descriptor;
        this.location = location;
        this.pool = pool;
    }

    final int descriptor() {
        int open = descriptor;
        if (open == CLOSED) {
            throw new IllegalStateException("closed: " + location);
        }
        return open;
    }

    final Location location() {
        return location;
    }

    final ScratchPool pool() {
        return pool;
    }

    /** Makes a call of which only success matters. */
    final void run(String operation, SystemCall call, long second, long third) {
        try (Scratch scratch = pool.take()) {
            location.check(operation, scratch.call(call, descriptor(), second, third));
        }
    }

    @Override
    public Stat stat() {
        try (Scratch scratch = pool.take()) {
            long result =
                    scratch.call(
                            SystemCall.STATX,
                            descriptor(),
                            scratch.first(EMPTY),
                            AT_EMPTY_PATH,
                            Stat.MASK,
                            scratch.struct().address());
            location.check("stat", result);
            return Stat.of(scratch.words(Stat.WORDS));
        }
    }

    @Override
    public void setOwner(long uid, long gid) {
        location.check("set the owner of", refuseOwner(uid, gid));
        run("set the owner of", SystemCall.FCHOWN, uid, gid);
    }

    /** Says why no file can belong to these, as a result of a call, or 0. */
    static long refuseOwner(long uid, long gid) {
        boolean valid = uid >= 0 && uid < UNCHANGED && gid >= 0 && gid < UNCHANGED;
        return valid ? 0 : Errno.EINVAL.asResult();
    }

    @Override
    public void setMode(int mode) {
        run("set the mode of", SystemCall.FCHMOD, mode & Stat.MODE_BITS, 0);
    }

    @Override
    public void setTimes(Timestamp accessed, Timestamp modified) {
        try (Scratch scratch = pool.take()) {
            long times = Timestamp.put(accessed, modified, scratch.struct());
            long result = scratch.call(SystemCall.UTIMENSAT, descriptor(), 0, times, 0);
            location.check("set the times of", result);
        }
    }

    @Override
    public List<byte[]> attributeNames() {
        try (Scratch scratch = pool.take()) {
            return ExtendedAttributes.OF_DESCRIPTOR.names(scratch, descriptor(), location);
        }
    }

    @Override
    public Optional<byte[]> findAttribute(byte[] name) {
        try (Scratch scratch = pool.take()) {
            return ExtendedAttributes.OF_DESCRIPTOR.find(scratch, descriptor(), name, location);
        }
    }

    @Override
    public void setAttribute(byte[] name, byte[] value) {
        try (Scratch scratch = pool.take()) {
            ExtendedAttributes.OF_DESCRIPTOR.set(scratch, descriptor(), name, value, location);
        }
    }

    @Override
    public boolean removeAttribute(byte[] name) {
        try (Scratch scratch = pool.take()) {
            return ExtendedAttributes.OF_DESCRIPTOR.remove(scratch, descriptor(), name, location);
        }
    }

    /** Returns when content and metadata are on the disk; of a directory, its names. */
    public void sync() {
        run("sync", SystemCall.FSYNC, 0, 0);
    }

    /**
     * Gives the descriptor back, once. Network file systems report failed writes here; the
     * descriptor is gone then, too.
     */
    @Override
    public synchronized void close() {
        if (descriptor == CLOSED) {
            return;
        }
        int open = descriptor;
        descriptor = CLOSED;
        try (Scratch scratch = pool.take()) {
            long result = scratch.call(SystemCall.CLOSE, open, 0);
            if (result != Errno.EINTR.asResult()) {
                location.check("close", result);
            }
        }
    }

    /** The path by which it was opened, for messages. */
    @Override
    public String toString() {
        return location.toString();
    }
}
