package lifeboat.engine.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a name in an open directory stands for at the moment of each call: for symbolic links and
 * nodes, which are not opened.
 */
final class Entry implements Inode {

    static final long AT_SYMLINK_NOFOLLOW = 0x100;

    private static final long AT_FDCWD = -100;

    private final Directory directory;
    private final byte[] name;

    Entry(Directory directory, byte[] name) {
        this.directory = directory;
        this.name = FileName.require(name);
    }

    private Location location() {
        return directory.location().child(name);
    }

    @Override
    public Stat stat() {
        return directory
                .find(name)
                .orElseThrow(() -> location().failure("stat", Errno.ENOENT.asResult()));
    }

    @Override
    public void setOwner(long uid, long gid) {
        String operation = "set the owner of";
        location().check(operation, OpenInode.refuseOwner(uid, gid));
        try (Scratch scratch = directory.pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.FCHOWNAT,
                            directory.descriptor(),
                            directory.first(scratch, name),
                            uid,
                            gid,
                            AT_SYMLINK_NOFOLLOW);
            location().check(operation, result);
        }
    }

    /**
     * By a handle on the inode and its name in {@code /proc}: {@code fchmodat} always follows
     * links, and {@code fchmodat2}, which does not, came with Linux 6.6 only.
     */
    @Override
    public void setMode(int mode) {
        String operation = "set the mode of";
        try (OpenFile handle = directory.refer(name);
                Scratch scratch = directory.pool().take()) {
            if (handle.stat().type() == FileType.SYMLINK) { // some file systems would set it
                throw location().failure(operation, Errno.ENOTSUP.asResult());
            }
            long path = scratch.first(descriptorPath(handle));
            long result = scratch.call(SystemCall.FCHMODAT, AT_FDCWD, path, mode & Stat.MODE_BITS);
            location().check(operation, result);
        }
    }

    private static byte[] descriptorPath(OpenInode open) {
        return ("/proc/self/fd/" + open.descriptor()).getBytes(US_ASCII);
    }

    @Override
    public void setTimes(Timestamp accessed, Timestamp modified) {
        try (Scratch scratch = directory.pool().take()) {
            long result =
                    scratch.call(
                            SystemCall.UTIMENSAT,
                            directory.descriptor(),
                            directory.first(scratch, name),
                            Timestamp.put(accessed, modified, scratch.struct()),
                            AT_SYMLINK_NOFOLLOW);
            location().check("set the times of", result);
        }
    }

    /**
     * The attribute calls that take a directory came with Linux 6.13 only. This path is as safe:
     * its first part is the open directory itself, and the call does not follow its last.
     */
    private long path(Scratch scratch) {
        byte[] folder = descriptorPath(directory);
        byte[] path = Arrays.copyOf(folder, folder.length + 1 + name.length);
        path[folder.length] = '/';
        System.arraycopy(name, 0, path, folder.length + 1, name.length);
        location().check("find", Scratch.refuse(path));
        return scratch.first(path);
    }

    @Override
    public List<byte[]> attributeNames() {
        try (Scratch scratch = directory.pool().take()) {
            return ExtendedAttributes.OF_PATH.names(scratch, path(scratch), location());
        }
    }

    @Override
    public Optional<byte[]> findAttribute(byte[] attribute) {
        try (Scratch scratch = directory.pool().take()) {
            return ExtendedAttributes.OF_PATH.find(scratch, path(scratch), attribute, location());
        }
    }

    @Override
    public void setAttribute(byte[] attribute, byte[] value) {
        try (Scratch scratch = directory.pool().take()) {
            ExtendedAttributes.OF_PATH.set(scratch, path(scratch), attribute, value, location());
        }
    }

    @Override
    public boolean removeAttribute(byte[] attribute) {
        try (Scratch scratch = directory.pool().take()) {
            return ExtendedAttributes.OF_PATH.remove(scratch, path(scratch), attribute, location());
        }
    }

    @Override
    public String toString() {
        return location().toString();
    }
}
