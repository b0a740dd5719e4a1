package lifeboat.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.TaskGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchPoolTest {

    @TempDir Path temp;

    @Test
    void aScratchIsUsedAgain() {
        ScratchPool pool = new ScratchPool();
        Scratch first = pool.take();
        first.close();
        try (Scratch second = pool.take()) {
            assertThat(second).isSameAs(first);
        }
    }

    @Test
    void noTwoHoldTheSameScratch() {
        ScratchPool pool = new ScratchPool();
        List<Scratch> held = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            held.add(pool.take());
        }
        assertThat(held).doesNotHaveDuplicates();
        held.forEach(Scratch::close);
        try (Scratch again = pool.take()) {
            assertThat(held).contains(again);
        }
    }

    @Test
    void threadsDoNotMixUpTheirNamesAndContents() throws InterruptedException {
        try (Directory directory = Directory.open(temp);
                TaskGroup tasks = TaskGroup.ofPlatformThreads("writer")) {
            for (int i = 0; i < 20; i++) {
                String prefix = "thread-" + i + "-file-";
                tasks.fork(() -> writeAndReadBack(directory, prefix));
            }
            tasks.join();
        }
    }

    private static void writeAndReadBack(Directory directory, String prefix) {
        for (int i = 0; i < 100; i++) {
            byte[] name = Bytes.of(prefix + i);
            try (OpenFile file = directory.createNew(name)) {
                file.write(name, 0, name.length, 0);
            }
            byte[] content = new byte[name.length];
            try (OpenFile file = directory.openForReading(name)) {
                assertThat(file.read(content, 0, content.length, 0)).isEqualTo(name.length);
            }
            assertThat(content).isEqualTo(name);
        }
    }
}
