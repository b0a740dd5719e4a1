package lifeboat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import lifeboat.engine.store.LocalObjectStore;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideFilesTest {

    @Nested
    class InMemory extends SideFilesContract {
        @Override
        protected ObjectStore open() {
            return new MemoryObjectStore(Clock.systemUTC());
        }
    }

    @Nested
    class InAFolder extends SideFilesContract {
        @TempDir private Path folder;

        @Override
        protected ObjectStore open() {
            return new LocalObjectStore(folder, Clock.systemUTC());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".hidden", "a b", "ä", "a\n"})
    void otherNamesAreRefused(String path) {
        assertThat(SideFileName.isValid(path)).isFalse();
        assertThatThrownBy(() -> new SideFileName(path))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameHasAnEnd() {
        assertThat(SideFileName.isValid("a".repeat(200))).isTrue();
        assertThat(SideFileName.isValid("a".repeat(201))).isFalse();
    }
}
