package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Stat;

/**
 * What files get that this process creates in the stage: tried, not computed, since mount options,
 * network file systems and inherited lists all have a say.
 *
 * @param uid their owner
 * @param gid their group
 * @param modesKept the permission bits that the umask leaves
 */
record Creator(int uid, int gid, int modesKept) {

    private static final byte[] PROBE = "probe".getBytes(US_ASCII);

    /** Creates a file in {@code directory}, looks at it and deletes it. */
    static Creator in(Directory directory) {
        directory.removeFile(PROBE); // of a run that was killed here
        try (OpenFile probe = directory.createNew(PROBE, 0777)) {
            Stat stat = probe.stat();
            return new Creator((int) stat.uid(), (int) stat.gid(), stat.mode() & 0777);
        } finally {
            directory.removeFile(PROBE);
        }
    }

    /** The user that this process runs as: the owner of its own entry in {@code /proc}. */
    static long effectiveUid() {
        try (Directory self = Directory.open(Path.of("/proc/self"))) {
            return self.stat().uid();
        }
    }
}
