package lifeboat.engine.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What {@code statx} tells of an inode.
 *
 * @param mode the lower twelve bits: permissions, setuid, setgid, sticky
 * @param inode unsigned
 * @param device of the file system, packed as {@code st_dev}
 * @param nodeDevice of a character or block device, packed as {@code st_rdev}; otherwise 0
 * @param uid unsigned 32 bits
 * @param gid unsigned 32 bits
 * @param blocks512 what it takes on disk, in units of 512 bytes
 * @param changed when the inode was last changed; nobody can set it
 */
public record Stat(
        FileType type,
        int mode,
        long inode,
        long device,
        long nodeDevice,
        long links,
        long uid,
        long gid,
        long sizeBytes,
        long blocks512,
        Timestamp accessed,
        Timestamp modified,
        Timestamp changed) {

    /** What to ask {@code statx} for: all that {@code stat} gives. */
    static final int MASK = 0x7ff;

    /** Permissions, setuid, setgid and sticky. */
    static final int MODE_BITS = 07777;

    /** Reads a {@code struct statx}, which is the same on all processors. */
    static Stat of(MemorySegment statx) {
        int mode = Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28));
        return new Stat(
                FileType.ofMode(mode),
                mode & MODE_BITS,
                statx.get(ValueLayout.JAVA_LONG, 32),
                device(statx, 136),
                device(statx, 128),
                unsigned(statx, 16),
                unsigned(statx, 20),
                unsigned(statx, 24),
                statx.get(ValueLayout.JAVA_LONG, 40),
                statx.get(ValueLayout.JAVA_LONG, 48),
                time(statx, 64),
                time(statx, 112),
                time(statx, 96));
    }

    private static long unsigned(MemorySegment statx, int at) {
        return Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, at));
    }

    private static long device(MemorySegment statx, int at) {
        return Device.pack(
                statx.get(ValueLayout.JAVA_INT, at), statx.get(ValueLayout.JAVA_INT, at + 4));
    }

    private static Timestamp time(MemorySegment statx, int at) {
        return new Timestamp(
                statx.get(ValueLayout.JAVA_LONG, at), statx.get(ValueLayout.JAVA_INT, at + 8));
    }
}
