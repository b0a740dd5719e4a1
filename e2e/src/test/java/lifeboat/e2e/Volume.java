package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A small file system of its own, mounted; needs root. */
record Volume(Path path) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** An ext4 in {@code image}, which is made. */
    static Volume ext4(Path path, Path image, int mebibytes, int inodes)
            throws IOException, InterruptedException {
        require("truncate", "-s", mebibytes + "M", image.toString());
        require("mkfs.ext4", "-q", "-F", "-m", "0", "-N", inodes + "", image.toString());
        Files.createDirectory(path);
        require("mount", "-o", "loop", image.toString(), path.toString());
        return new Volume(path);
    }

    /** Whether this process may mount. */
    static boolean isPossible(Path folder) throws IOException, InterruptedException {
        Path path = Files.createDirectory(folder.resolve("mount"));
        boolean mounted =
                Command.of("mount", "-t", "tmpfs", "none", path.toString()).run(LIMIT).exitCode()
                        == 0;
        if (mounted) {
            new Volume(path).close();
        }
        return mounted;
    }

    void remount(String options) throws IOException, InterruptedException {
        require("mount", "-o", "remount," + options, path.toString());
    }

    /** Takes what is free, but for {@code left} bytes; returns the file that holds it. */
    Path fill(long left) throws IOException, InterruptedException {
        Path filler = path.resolve("lost+found/filler"); // where a restore doesn't look
        long free = Files.getFileStore(path).getUsableSpace();
        require("fallocate", "-l", free - left + "", filler.toString());
        return filler;
    }

    private static void require(String... words) throws IOException, InterruptedException {
        Command.of(words).run(LIMIT).requireSuccess();
    }

    @Override
    public void close() throws IOException {
        try {
            require("umount", path.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
