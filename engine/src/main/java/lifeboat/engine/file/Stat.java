package lifeboat.engine.file;

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

    private static final long LOWER = 0xffff_ffffL;

    /** Words of a {@code struct statx} up to the last field read here. */
    static final int WORDS = 18;

    /**
     * Reads a {@code struct statx}, which is the same on all processors.
     *
     * @param statx its words of 64 bits, of which the lower half comes first
     */
    static Stat of(long[] statx) {
        int mode = (int) (statx[3] >>> 32) & 0xffff;
        return new Stat(
                FileType.ofMode(mode),
                mode & MODE_BITS,
                statx[4],
                Device.pack((int) statx[17], (int) (statx[17] >>> 32)),
                Device.pack((int) statx[16], (int) (statx[16] >>> 32)),
                statx[2] & LOWER,
                statx[2] >>> 32,
                statx[3] & LOWER,
                statx[5],
                statx[6],
                new Timestamp(statx[8], (int) statx[9]),
                new Timestamp(statx[14], (int) statx[15]),
                new Timestamp(statx[12], (int) statx[13]));
    }
}
