package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A folder that is gone in the end, whatever was put into it. */
public record Scratch(Path path) implements AutoCloseable {

    /** Makes a folder in the system's folder for temporary files. */
    public static Scratch create(String name) throws IOException {
        return new Scratch(Files.createTempDirectory("lifeboat-" + name + "-").toRealPath());
    }

    /** Makes a folder in {@code parent}. */
    public static Scratch in(Path parent, String name) throws IOException {
        return new Scratch(Files.createTempDirectory(parent, name + "-").toRealPath());
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Deletes a tree of any names, depth and modes; a missing one is fine. */
    public static void delete(Path tree) throws IOException, InterruptedException {
        // rm because Java can't name every file; chmod because only root may enter mode 0000
        Command.of(
                        "bash",
                        "-c",
                        "rm -rf -- \"$1\" 2>/dev/null || { chmod -R u+rwX -- \"$1\"; rm -rf -- \"$1\"; }",
                        "bash",
                        tree.toString())
                .run(Duration.ofMinutes(10))
                .requireSuccess();
    }

    @Override
    public void close() throws IOException {
        try {
            delete(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
