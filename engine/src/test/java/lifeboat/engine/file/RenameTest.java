package lifeboat.engine.file;

import static lifeboat.engine.file.FileFailures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenameTest {

    private static final byte[] A = Bytes.of("a");
    private static final byte[] B = Bytes.of("b");

    @TempDir Path temp;
    private Directory directory;

    @BeforeEach
    void open() throws IOException {
        directory = Directory.open(temp);
        Files.writeString(temp.resolve("a"), "content of a");
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private RenameResult rename(RenameMode mode) {
        return directory.rename(A, directory, B, mode);
    }

    @Test
    void replaceTakesThePlace() throws IOException {
        Files.writeString(temp.resolve("b"), "content of b");
        assertThat(rename(RenameMode.REPLACE)).isEqualTo(RenameResult.RENAMED);
        assertThat(temp.resolve("a")).doesNotExist();
        assertThat(temp.resolve("b")).hasContent("content of a");
    }

    @Test
    void noReplaceLeavesWhatIsThere() throws IOException {
        Files.writeString(temp.resolve("b"), "content of b");
        assertThat(rename(RenameMode.NO_REPLACE)).isEqualTo(RenameResult.TARGET_EXISTS);
        assertThat(temp.resolve("a")).hasContent("content of a");
        assertThat(temp.resolve("b")).hasContent("content of b");
    }

    @Test
    void noReplaceMovesToAFreeName() {
        directory.makeDirectory(Bytes.of("sub"), 0700);
        try (Directory sub = directory.openChild(Bytes.of("sub"))) {
            assertThat(directory.rename(A, sub, B, RenameMode.NO_REPLACE))
                    .isEqualTo(RenameResult.RENAMED);
        }
        assertThat(temp.resolve("a")).doesNotExist();
        assertThat(temp.resolve("sub/b")).hasContent("content of a");
    }

    @Test
    void exchangeSwapsAFileAndADirectoryThatIsNotEmpty() throws IOException {
        Files.createDirectories(temp.resolve("b/jobs"));
        assertThat(rename(RenameMode.EXCHANGE)).isEqualTo(RenameResult.RENAMED);
        assertThat(temp.resolve("a/jobs")).isDirectory();
        assertThat(temp.resolve("b")).hasContent("content of a");
    }

    @Test
    void exchangeNeedsBoth() {
        assertThat(assertRefused(Errno.ENOENT, () -> rename(RenameMode.EXCHANGE)))
                .hasMessage("rename %s/a to %s/b: no such file or directory (ENOENT)", temp, temp);
    }

    @Test
    void aFullDirectoryIsNotReplaced() throws IOException {
        Files.createDirectories(temp.resolve("b/jobs"));
        Files.createDirectory(temp.resolve("c"));
        assertRefused(Errno.EISDIR, () -> rename(RenameMode.REPLACE));
        assertRefused(
                Errno.ENOTEMPTY,
                () -> directory.rename(Bytes.of("c"), directory, B, RenameMode.REPLACE));
    }

    @Test
    void aSymlinkIsMovedItself() {
        directory.symlink(A, Bytes.of("link"));
        directory.rename(Bytes.of("link"), directory, B, RenameMode.REPLACE);
        assertThat(directory.readLink(B)).isEqualTo(A);
        assertThat(temp.resolve("a")).exists();
    }

    @Test
    void aDirectoryDoesNotMoveIntoItself() {
        directory.makeDirectory(B, 0700);
        try (Directory b = directory.openChild(B)) {
            assertRefused(Errno.EINVAL, () -> directory.rename(B, b, A, RenameMode.REPLACE));
        }
    }

    @Test
    void whatTheKernelCallsInvalidOfAnExchangeIsUnsupported() {
        directory.makeDirectory(B, 0700);
        try (Directory b = directory.openChild(B)) {
            b.createNew(A).close();
            assertThat(directory.rename(B, b, A, RenameMode.EXCHANGE))
                    .isEqualTo(RenameResult.UNSUPPORTED);
        }
    }

    @Test
    void anotherFileSystemIsAResult() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "skipped: no writable /dev/shm on this host");
        FileStore here = Files.getFileStore(temp);
        assumeTrue(
                !here.equals(Files.getFileStore(memory)), "skipped: tests run on /dev/shm itself");
        Path other = Files.createTempDirectory(memory, "rename-test");
        try (Directory to = Directory.open(other)) {
            assertThat(directory.rename(A, to, B, RenameMode.NO_REPLACE))
                    .isEqualTo(RenameResult.OTHER_FILE_SYSTEM);
            assertRefused(Errno.EXDEV, () -> to.link(directory, A, B));
        } finally {
            Files.delete(other);
        }
    }
}
