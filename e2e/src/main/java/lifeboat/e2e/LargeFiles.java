package lifeboat.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;

/** A recipe for a few large files, half of them logs, half compressed already. */
public record LargeFiles(int files, long sizeBytes, long seed) {

    private static final int PIECE = 1 << 20;

    /** The 1.2 GB of the budgets. */
    public static LargeFiles standard() {
        return new LargeFiles(6, 200_000_000, 7);
    }

    /** Writes the files into {@code folder}, which is made if it does not exist. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < files; i++) {
            boolean isLog = i % 2 == 0;
            Random random = new Random(seed + i);
            SampleText text = new SampleText(random);
            SplittableRandom noise = new SplittableRandom(seed + i);
            byte[] bytes = new byte[PIECE];
            Path file = folder.resolve("large-" + i + (isLog ? ".log" : ".tar.gz"));
            try (OutputStream out = Files.newOutputStream(file)) {
                for (long left = sizeBytes; left > 0; left -= PIECE) {
                    if (isLog) {
                        bytes = text.log(random, PIECE, Instant.ofEpochSecond(1_700_000_000));
                    } else {
                        noise.nextBytes(bytes);
                    }
                    out.write(bytes, 0, (int) Math.min(PIECE, left));
                }
            }
        }
    }
}
