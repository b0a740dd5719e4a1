package lifeboat.engine.file;

import static lifeboat.engine.file.FileFailures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {

    private static final byte[] A = Bytes.of("a");
    private static final byte[] LINK = Bytes.of("link");

    @TempDir Path temp;
    private Directory directory;

    @BeforeEach
    void open() {
        directory = Directory.open(temp);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aNewFileIsPrivateAndEmpty() {
        try (OpenFile file = directory.createNew(A)) {
            assertThat(file.stat())
                    .returns(FileType.FILE, Stat::type)
                    .returns(0600, Stat::mode)
                    .returns(0L, Stat::sizeBytes);
        }
    }

    @Test
    void aTakenNameIsNotCreatedNew() {
        directory.symlink(Bytes.of("target"), LINK);
        assertRefused(Errno.EEXIST, () -> directory.createNew(LINK));
        directory.makeDirectory(A, 0700);
        assertRefused(Errno.EEXIST, () -> directory.createNew(A));
        assertThat(temp.resolve("target")).doesNotExist();
    }

    @Test
    void aLinkIsNotOpened() throws IOException {
        Files.writeString(temp.resolve("target"), "x");
        directory.symlink(Bytes.of("target"), LINK);
        directory.symlink(Bytes.of("none"), A);
        assertRefused(Errno.ELOOP, () -> directory.openForReading(LINK));
        assertRefused(Errno.ELOOP, () -> directory.openForWriting(LINK));
        assertRefused(Errno.ELOOP, () -> directory.openForWriting(A));
        assertThat(temp.resolve("none")).doesNotExist();
    }

    @Test
    void aMissingFileIsNotRead() {
        FileException e = assertRefused(Errno.ENOENT, () -> directory.openForReading(A));
        assertThat(e)
                .hasMessage("open " + temp + "/a: no such file or directory (ENOENT)")
                .returns("FILE_NOT_FOUND", FileException::code)
                .returns(2, FileException::number);
    }

    @Test
    void contentLargerThanTheScratchIsWrittenAndReadWhole() throws IOException {
        byte[] content = random(3 * Scratch.DATA_BYTES + 17);
        try (OpenFile file = directory.createNew(A)) {
            file.write(content, 0, content.length, 0);
        }
        assertThat(temp.resolve("a")).hasBinaryContent(content);
        byte[] read = new byte[content.length + 100];
        try (OpenFile file = directory.openForReading(A)) {
            assertThat(file.read(read, 50, content.length + 50, 0)).isEqualTo(content.length);
        }
        assertThat(read).containsSequence(content).startsWith(new byte[50]);
    }

    @Test
    void partsAreWrittenAndReadAtPositions() throws IOException {
        byte[] content = random(1000);
        try (OpenFile file = directory.openForWriting(A)) {
            file.write(content, 500, 500, 500);
            file.write(content, 0, 500, 0);
            byte[] read = new byte[10];
            assertThat(file.read(read, 2, 3, 997)).isEqualTo(3);
            assertThat(read)
                    .isEqualTo(
                            Bytes.of(
                                    0, 0, content[997], content[998], content[999], 0, 0, 0, 0, 0));
            assertThat(file.read(read, 0, 10, 1000)).isZero();
            assertThat(file.read(read, 0, 0, 0)).isZero();
        }
        assertThat(temp.resolve("a")).hasBinaryContent(content);
    }

    @Test
    void aPartOutsideTheArrayIsRefused() {
        try (OpenFile file = directory.openForWriting(A)) {
            byte[] four = new byte[4];
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> file.write(four, 2, 3, 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> file.read(four, 2, 3, 0));
            assertRefused(Errno.EINVAL, () -> file.write(four, 0, 4, -1));
        }
    }

    @Test
    void anExistingFileIsOpenedForWritingAsItIs() throws IOException {
        Files.writeString(temp.resolve("a"), "old content");
        try (OpenFile file = directory.openForWriting(A)) {
            file.write(Bytes.of("new"), 0, 3, 0);
        }
        assertThat(temp.resolve("a")).hasContent("new content");
    }

    @Test
    void aWriteFarOutLeavesAHole() {
        long fiveGib = 5L << 30;
        try (OpenFile file = directory.createNew(A)) {
            file.write(Bytes.of("end"), 0, 3, fiveGib);
            assertThat(file.stat()).returns(fiveGib + 3, Stat::sizeBytes);
            assertThat(file.stat().blocks512()).isLessThan(1024);
        }
        try (OpenFile file = directory.openForReading(A)) {
            byte[] tail = new byte[5];
            assertThat(file.read(tail, 0, 5, fiveGib - 2)).isEqualTo(5);
            assertThat(tail).isEqualTo(Bytes.of("\0\0end"));
        }
    }

    @Test
    void aFileIsCutAndGrows() throws IOException {
        Files.writeString(temp.resolve("a"), "content");
        try (OpenFile file = directory.openForWriting(A)) {
            file.setSize(3);
            file.setSize(5);
            file.sync();
        }
        assertThat(temp.resolve("a")).hasBinaryContent(Bytes.of("con\0\0"));
    }

    @Test
    void aFileOpenForReadingIsNotWritten() throws IOException {
        Files.writeString(temp.resolve("a"), "x");
        try (OpenFile file = directory.openForReading(A)) {
            assertThat(assertRefused(Errno.EBADF, () -> file.write(A, 0, 1, 0)))
                    .hasMessage("write " + temp + "/a: bad file descriptor (EBADF)");
        }
    }

    @Test
    void readingLeavesTheAccessTime() throws IOException {
        Path path = Files.writeString(temp.resolve("a"), "x");
        FileTime past = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
        Files.setAttribute(path, "lastAccessTime", past);
        try (OpenFile file = directory.openForReading(A)) {
            file.read(new byte[1], 0, 1, 0);
        }
        assertThat(Files.getAttribute(path, "lastAccessTime")).isEqualTo(past);
    }

    /** Run by anyone but root, the kernel first refuses to leave the access time alone. */
    @Test
    void aFileOfAnotherUserIsRead() {
        try (Directory etc = Directory.open(Path.of("/etc"));
                OpenFile file = etc.openForReading(Bytes.of("passwd"))) {
            assertThat(file.read(new byte[1], 0, 1, 0)).isOne();
        }
    }

    @Test
    @Timeout(10)
    void aPipeInTheFilesPlaceHoldsNobody() {
        directory.makeNode(A, FileType.FIFO, 0600, 0);
        try (OpenFile read = directory.openForReading(A);
                OpenFile write = directory.openForWriting(A)) {
            assertThat(read.stat().type()).isEqualTo(FileType.FIFO);
            assertThat(write.stat().type()).isEqualTo(FileType.FIFO);
        }
    }

    @Test
    void aLockIsHeldByOneDescriptorUntilItCloses() {
        OpenFile first = directory.openForWriting(A);
        try (OpenFile second = directory.openForWriting(A)) {
            assertThat(first.tryLock()).isTrue();
            assertThat(first.tryLock()).isTrue();
            assertThat(second.tryLock()).isFalse();
            first.close();
            assertThat(second.tryLock()).isTrue();
        }
    }

    @Test
    void aLockNeedsAFileOpenForWriting() {
        directory.createNew(A).close();
        try (OpenFile file = directory.openForReading(A)) {
            assertRefused(Errno.EBADF, file::tryLock);
        }
    }

    @Test
    void aFullDeviceIsATypedError() {
        try (Directory dev = Directory.open(Path.of("/dev"));
                OpenFile full = dev.openForWriting(Bytes.of("full"))) {
            assertThat(assertRefused(Errno.ENOSPC, () -> full.write(A, 0, 1, 0)))
                    .hasMessage("write /dev/full: no space left on device (ENOSPC)")
                    .returns("FILE_NO_SPACE", FileException::code)
                    .returns(FileException.Retry.AFTER_ACTION, FileException::retry);
        }
    }
}
