package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleHomeTest {

    @TempDir private Path folder;

    @Test
    void oneRecipeGivesTheSameFilesEverywhere() throws Exception {
        SampleHome.small().write(folder.resolve("a"));
        SampleHome.small().write(folder.resolve("b"));

        assertThat(files(folder.resolve("a"))).isEqualTo(files(folder.resolve("b")));
        assertThat(files(folder.resolve("a"))).hasSizeBetween(1800, 2400);
    }

    @Test
    void logsCompressAsLogsDo() throws Exception {
        SampleHome.small().write(folder);
        byte[] log = Files.readAllBytes(folder.resolve("jobs/service-001/builds/3/log"));

        Deflater deflater = new Deflater();
        deflater.setInput(log);
        deflater.finish();
        int compressed = deflater.deflate(new byte[log.length]);
        deflater.end();

        assertThat((double) log.length / compressed).isBetween(3.0, 6.0);
    }

    @Test
    void aWorkingDayAddsChangesAndDeletes() throws Exception {
        SampleHome.small().write(folder);
        Map<String, String> before = files(folder);

        SampleHome.small().workOneDay(folder);

        Map<String, String> after = files(folder);
        assertThat(after).containsKey("jobs/service-000/builds/9/build.xml");
        assertThat(after.get("config.xml")).isNotEqualTo(before.get("config.xml"));
        assertThat(after).doesNotContainKey("jobs/service-000/builds/1/build.xml");
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(Files::isRegularFile)
                    .forEach(path -> files.put(root.relativize(path).toString(), facts(path)));
        }
        return files;
    }

    private static String facts(Path file) {
        try {
            CRC32 crc = new CRC32();
            crc.update(Files.readAllBytes(file));
            return Files.getLastModifiedTime(file) + " " + crc.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
