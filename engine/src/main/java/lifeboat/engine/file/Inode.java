package lifeboat.engine.file;

import java.util.List;
import java.util.Optional;

/**
 * What can be told and set of anything in a file system, whether it is open ({@link Directory},
 * {@link OpenFile}) or named in a directory ({@link Directory#entry}). No method follows a link.
 *
 * <p>Order matters to who sets all of it: an owner change clears setuid, setgid and {@code
 * security.capability}, so the mode and attributes come after it; times come last.
 *
 * <p>Every method throws {@link FileException} if the file system refuses.
 */
public sealed interface Inode permits OpenInode, Entry {

    Stat stat();

    /**
     * Sets both owners. Each is 0 to 4,294,967,294; the number after that means "unchanged" to the
     * kernel and is refused with EINVAL like all outside.
     */
    void setOwner(long uid, long gid);

    /**
     * Sets permissions, setuid, setgid and sticky: the lower twelve bits of {@code mode}. The umask
     * does not apply. Of a symbolic link it can't be set: ENOTSUP.
     */
    void setMode(int mode);

    /**
     * Sets both times; the file system rounds, and moves what it cannot hold to its first or last.
     */
    void setTimes(Timestamp accessed, Timestamp modified);

    /** The names of the extended attributes in the file system's order; none where it has none. */
    List<byte[]> attributeNames();

    /** The value of an extended attribute; empty if there is none of that name. */
    Optional<byte[]> findAttribute(byte[] name);

    /** Creates or replaces an extended attribute; ENOTSUP where the file system has none. */
    void setAttribute(byte[] name, byte[] value);

    /** Returns whether there was an extended attribute of that name; now there is not. */
    boolean removeAttribute(byte[] name);
}
