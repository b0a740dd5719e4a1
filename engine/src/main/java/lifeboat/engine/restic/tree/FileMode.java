package lifeboat.engine.restic.tree;

/**
 * A file's type and permissions in the bits of Go's {@code os.FileMode}, which are not POSIX's.
 *
 * @param goBits 32 bits without a sign
 */
public record FileMode(int goBits) {

    private static final int DIRECTORY = 1 << 31;
    private static final int SYMLINK = 1 << 27;
    private static final int DEVICE = 1 << 26;
    private static final int FIFO = 1 << 25;
    private static final int SOCKET = 1 << 24;
    private static final int SETUID = 1 << 23;
    private static final int SETGID = 1 << 22;
    private static final int CHARACTER_DEVICE = 1 << 21;
    private static final int STICKY = 1 << 20;
    private static final int PERMISSIONS = 0777;

    private static final int S_IFMT = 0170000;
    private static final int S_ISUID = 04000;
    private static final int S_ISGID = 02000;
    private static final int S_ISVTX = 01000;

    /** Translates the {@code st_mode} of Linux. */
    public static FileMode ofPosix(int mode) {
        int type =
                switch (mode & S_IFMT) {
                    case 0040000 -> DIRECTORY;
                    case 0120000 -> SYMLINK;
                    case 0060000 -> DEVICE;
                    case 0020000 -> DEVICE | CHARACTER_DEVICE;
                    case 0010000 -> FIFO;
                    case 0140000 -> SOCKET;
                    default -> 0;
                };
        return new FileMode(
                type
                        | (mode & PERMISSIONS)
                        | ((mode & S_ISUID) != 0 ? SETUID : 0)
                        | ((mode & S_ISGID) != 0 ? SETGID : 0)
                        | ((mode & S_ISVTX) != 0 ? STICKY : 0));
    }

    /** What {@code chmod} takes, within 07777. */
    public int posixPermissions() {
        return (goBits & PERMISSIONS)
                | ((goBits & SETUID) != 0 ? S_ISUID : 0)
                | ((goBits & SETGID) != 0 ? S_ISGID : 0)
                | ((goBits & STICKY) != 0 ? S_ISVTX : 0);
    }

    /** Whether a program of this mode runs with its owner's or group's rights. */
    public boolean isSetuidOrSetgid() {
        return (goBits & (SETUID | SETGID)) != 0;
    }

    /** The number as it stands in a tree. */
    long toUnsigned() {
        return Integer.toUnsignedLong(goBits);
    }
}
