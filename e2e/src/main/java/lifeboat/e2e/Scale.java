package lifeboat.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Saves and restores very many small files, no two alike, and watches how much memory that takes.
 *
 * @param directories each holds {@value #FILES_EACH} files of 20 to 200 bytes
 */
public record Scale(int directories) {

    private static final int FILES_EACH = 1000;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** What a run took; the memory is resident, at its highest. */
    public record Outcome(long files, Finished backup, Finished restore) {

        public long peakBytes() {
            return Math.max(backup.peakBytes(), restore.peakBytes());
        }

        /** Returns this, if neither program took more than {@code mebibytes}. */
        public Outcome requireBelow(long mebibytes) throws IOException {
            if (peakBytes() > mebibytes << 20) {
                throw new IOException(this + ": more than " + mebibytes + " MiB");
            }
            return this;
        }

        @Override
        public String toString() {
            return "%,d files: backup %d MiB, %.1f s; restore %d MiB, %.1f s"
                    .formatted(
                            files,
                            backup.peakBytes() >> 20,
                            backup.wallSeconds(),
                            restore.peakBytes() >> 20,
                            restore.wallSeconds());
        }
    }

    /**
     * Does it in a folder of its own in {@code parent}.
     *
     * @param parent needs room for the files three times over; /dev/shm is quick
     * @throws IOException if a program fails or what is restored differs
     */
    public Outcome run(Path parent) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.in(parent, "scale")) {
            Path source = scratch.resolve("source");
            Path target = scratch.resolve("target");
            write(source);
            Path folder = Files.createDirectory(scratch.resolve("repository"));
            Program program = new Program(new Repository(folder.toString(), "many", Map.of()));
            program.init();
            Finished backup =
                    program.command("backup", source.toString()).run(LIMIT).requireSuccess();
            Finished restore =
                    program.command(Program.restoreArguments("latest", source, target))
                            .run(LIMIT)
                            .requireSuccess();
            Command.of("diff", "-r", source.toString(), target.toString()).require(LIMIT);
            return new Outcome((long) directories * FILES_EACH, backup, restore);
        }
    }

    private void write(Path source) throws IOException {
        for (int d = 0; d < directories; d++) {
            Path directory = Files.createDirectories(source.resolve("directory-" + d));
            for (int f = 0; f < FILES_EACH; f++) {
                String name = "file-" + f;
                String content = (d + "/" + name + "\n").repeat(2 + f % 9);
                Files.write(directory.resolve(name), List.of(content), US_ASCII);
            }
        }
    }
}
