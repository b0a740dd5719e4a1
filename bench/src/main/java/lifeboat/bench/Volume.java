package lifeboat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lifeboat.e2e.Command;
import lifeboat.e2e.Scratch;

/**
 * A file system to measure on: ext4 on a file in memory, which keeps the noise of the machine's
 * disk out; without root, a temporary folder.
 */
public final class Volume implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String SIZE = "8G"; // of a sparse file: only what is written takes memory

    private final Scratch scratch;
    private final boolean mounted;

    private Volume(Scratch scratch, boolean mounted) {
        this.scratch = scratch;
        this.mounted = mounted;
    }

    public static Volume create() throws IOException, InterruptedException {
        boolean isRoot =
                Command.of("id", "-u").run(LIMIT).requireSuccess().text().strip().equals("0");
        if (!isRoot || !Files.isWritable(MEMORY)) {
            return new Volume(Scratch.create("volume"), false);
        }
        Scratch scratch = Scratch.in(MEMORY, "lifeboat-volume");
        try {
            Files.createDirectory(scratch.resolve("mount"));
            Command.bash(
                            "truncate -s "
                                    + SIZE
                                    + " image && mkfs.ext4 -q -F image && mount -o loop image mount")
                    .in(scratch.path())
                    .run(LIMIT)
                    .requireSuccess();
            return new Volume(scratch, true);
        } catch (IOException e) {
            System.out.println("No ext4 volume can be mounted here: " + e.getMessage());
            scratch.close();
            return new Volume(Scratch.create("volume"), false);
        }
    }

    public Path path() {
        return mounted ? scratch.resolve("mount") : scratch.path();
    }

    /** What was measured on, for the reader of the figures. */
    public String description() {
        return mounted
                ? "ext4 over a file in memory"
                : "the temporary folder (only root can mount a volume of its own): expect noise";
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            try {
                Command.of("umount", path().toString()).run(LIMIT).requireSuccess();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return; // still mounted: what lies there must not be deleted through the mount
            }
        }
        scratch.close();
    }
}
