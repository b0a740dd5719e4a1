package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Stat;

/**
 * What files get that this process creates.
 *
 * @param uid their owner
 * @param gid their group, in a directory without setgid
 * @param modesKept the permission bits that the umask leaves
 */
record Creator(int uid, int gid, int modesKept) {

    private static final byte[] STATUS = "status".getBytes(US_ASCII);
    private static final String UMASK = "\nUmask:\t";

    /** Reads it from {@code /proc/self}; without a umask there (Linux before 4.7) keeps no bit. */
    static Creator thisProcess() {
        try (Directory self = Directory.open(Path.of("/proc/self"));
                OpenFile file = self.openForReading(STATUS)) {
            Stat stat = self.stat();
            byte[] text = new byte[4096];
            String status = new String(text, 0, file.read(text, 0, text.length, 0), US_ASCII);
            int at = status.indexOf(UMASK);
            int umask =
                    at < 0
                            ? 0777
                            : Integer.parseInt(
                                    status.substring(
                                            at + UMASK.length(),
                                            status.indexOf('\n', at + UMASK.length())),
                                    8);
            return new Creator((int) stat.uid(), (int) stat.gid(), 0777 & ~umask);
        }
    }

    boolean isRoot() {
        return uid == 0;
    }
}
