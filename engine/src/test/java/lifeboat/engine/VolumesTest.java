package lifeboat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {

    @TempDir private Path folder;

    private final Volumes volumes = new Volumes();

    @Test
    void aVolumeIsAsLargeAsJavaFindsIt() throws IOException {
        Volumes.Space space = volumes.space(folder);

        assertThat(space.sizeBytes()).isEqualTo(Files.getFileStore(folder).getTotalSpace());
        assertThat(space.freeBytes()).isBetween(1L, space.sizeBytes());
        assertThat(space.freeInodes()).isBetween(0L, space.inodes());
    }

    @Test
    void aFileIsInAVolumeToo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(volumes.space(file).sizeBytes()).isEqualTo(volumes.space(folder).sizeBytes());
    }

    @Test
    void whereNothingIsThereIsNoAnswer() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> volumes.space(folder.resolve("nothing")));
    }
}
