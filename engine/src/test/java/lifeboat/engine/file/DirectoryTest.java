package lifeboat.engine.file;

import static lifeboat.engine.file.FileFailures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {

    private static final byte[] A = Bytes.of("a");
    private static final byte[] B = Bytes.of("b");

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

    private Map<String, FileType> listed() {
        Map<String, FileType> names = new HashMap<>();
        directory.list((name, type) -> names.put(FileName.show(name), type));
        return names;
    }

    private void create(byte[] name) {
        directory.createNew(name).close();
    }

    @Test
    void anOperatorsPathMayContainLinks() throws IOException {
        Files.createDirectory(temp.resolve("real"));
        Files.createSymbolicLink(temp.resolve("link"), Path.of("real"));
        try (Directory real = Directory.open(temp.resolve("link"))) {
            assertThat(real.stat().inode())
                    .isEqualTo(Files.getAttribute(temp.resolve("real"), "unix:ino"));
        }
    }

    @Test
    void anOperatorsPathThatIsMissingOrAFileIsNamed() {
        create(A);
        assertThat(assertRefused(Errno.ENOENT, () -> Directory.open(temp.resolve("none"))))
                .hasMessage("open " + temp + "/none: no such file or directory (ENOENT)");
        assertRefused(Errno.ENOTDIR, () -> Directory.open(temp.resolve("a")));
    }

    @Test
    void onlyADirectoryItselfIsEntered() throws IOException {
        create(A);
        Files.createDirectory(temp.resolve("real"));
        directory.symlink(Bytes.of("real"), B);
        assertRefused(Errno.ENOTDIR, () -> directory.openChild(A));
        assertRefused(Errno.ENOTDIR, () -> directory.openChild(B));
        assertRefused(Errno.ENOENT, () -> directory.openChild(Bytes.of("none")));
    }

    @Test
    void aLinkPutInTheMiddleOfAPathIsNotEntered() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createDirectories(temp.resolve("home/jobs"));
        try (Directory home = directory.openChild(Bytes.of("home"))) {
            Files.delete(temp.resolve("home/jobs"));
            Files.createSymbolicLink(temp.resolve("home/jobs"), outside);
            assertRefused(Errno.ENOTDIR, () -> home.openChild(Bytes.of("jobs")));
        }
    }

    @Test
    void anOpenDirectoryStaysTheSameWhenALinkTakesItsPlace() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createDirectory(temp.resolve("jobs"));
        try (Directory jobs = directory.openChild(Bytes.of("jobs"))) {
            Files.move(temp.resolve("jobs"), temp.resolve("moved"));
            Files.createSymbolicLink(temp.resolve("jobs"), outside);
            jobs.createNew(A).close();
        }
        assertThat(temp.resolve("moved/a")).exists();
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "/etc", "a\0b", "../a"})
    void aNameThatCouldLeaveTheDirectoryIsRefused(String name) {
        byte[] bytes = Bytes.of(name);
        List<Runnable> calls =
                List.of(
                        () -> directory.find(bytes),
                        () -> directory.entry(bytes),
                        () -> directory.openChild(bytes).close(),
                        () -> directory.createNew(bytes).close(),
                        () -> directory.openForReading(bytes).close(),
                        () -> directory.openForWriting(bytes).close(),
                        () -> directory.makeDirectory(bytes, 0700),
                        () -> directory.makeNode(bytes, FileType.FIFO, 0600, 0),
                        () -> directory.symlink(A, bytes),
                        () -> directory.readLink(bytes),
                        () -> directory.link(directory, bytes, A),
                        () -> directory.link(directory, A, bytes),
                        () -> directory.rename(bytes, directory, A, RenameMode.REPLACE),
                        () -> directory.rename(A, directory, bytes, RenameMode.REPLACE),
                        () -> directory.removeFile(bytes),
                        () -> directory.removeDirectory(bytes));
        for (Runnable call : calls) {
            assertThatIllegalArgumentException().isThrownBy(call::run);
        }
    }

    @Test
    void aNameIsAnyOtherBytes() {
        List<byte[]> names =
                List.of(
                        Bytes.of(0xff, 0xe4, 'x'),
                        Bytes.of("line\nbreak"),
                        Bytes.of("..."),
                        Bytes.of(".a"),
                        Bytes.of("-rf *"),
                        Bytes.repeat('n', 255));
        names.forEach(this::create);
        List<byte[]> found = new ArrayList<>();
        directory.list((name, type) -> found.add(name));
        assertThat(found).containsExactlyInAnyOrderElementsOf(names);
        for (byte[] name : names) {
            assertThat(directory.find(name)).isPresent();
            assertThat(directory.removeFile(name)).isTrue();
        }
        assertThat(listed()).isEmpty();
    }

    @Test
    void aNameLongerThanAnyFileSystemTakesIsATypedError() {
        for (int length : new int[] {256, 1024, 1025, 4096, 100_000}) {
            assertRefused(Errno.ENAMETOOLONG, () -> create(Bytes.repeat('n', length)));
        }
    }

    @Test
    void everyTypeIsListedAndFoundAsItself() throws IOException {
        create(Bytes.of("file"));
        directory.makeDirectory(Bytes.of("directory"), 0700);
        directory.symlink(A, Bytes.of("symlink"));
        directory.makeNode(Bytes.of("fifo"), FileType.FIFO, 0600, 0);
        directory.makeNode(Bytes.of("socket"), FileType.SOCKET, 0600, 0);
        assertThat(listed())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "file", FileType.FILE,
                                "directory", FileType.DIRECTORY,
                                "symlink", FileType.SYMLINK,
                                "fifo", FileType.FIFO,
                                "socket", FileType.SOCKET))
                .allSatisfy(
                        (name, type) ->
                                assertThat(directory.find(Bytes.of(name)))
                                        .get()
                                        .returns(type, Stat::type));
    }

    @Test
    void tenThousandNamesAreListedOnceEach() {
        List<String> names = IntStream.range(0, 10_000).mapToObj(i -> "build-" + i).toList();
        names.forEach(name -> create(Bytes.of(name)));
        List<String> seen = new ArrayList<>();
        directory.list((name, type) -> seen.add(FileName.show(name)));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aDirectoryCanBeListedAgainAlsoAfterAListingThatFailed() {
        create(A);
        create(B);
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                directory.list(
                                        (name, type) -> {
                                            throw new IllegalStateException("enough");
                                        }));
        assertThat(listed()).containsOnlyKeys("a", "b");
        assertThat(listed()).containsOnlyKeys("a", "b");
    }

    @Test
    void aListingMayCallTheDirectoryMeanwhile() {
        IntStream.range(0, 100).forEach(i -> create(Bytes.of("f" + i)));
        directory.list((name, type) -> assertThat(directory.removeFile(name)).isTrue());
        assertThat(listed()).isEmpty();
    }

    @Test
    void aDirectoryIsMadeOnce() {
        assertThat(directory.makeDirectory(A, 0700)).isTrue();
        assertThat(directory.makeDirectory(A, 0755)).isFalse();
        assertThat(directory.find(A)).get().returns(0700, Stat::mode);
        create(B);
        assertThat(directory.makeDirectory(B, 0700)).isFalse();
        assertThat(directory.find(B)).get().returns(FileType.FILE, Stat::type);
    }

    @Test
    void linksAreCreatedAndReadButNotFollowed() {
        byte[] target = Bytes.of('/', 0xff, '\n', ' ');
        directory.symlink(target, A);
        assertThat(directory.readLink(A)).isEqualTo(target);
        assertThat(directory.find(A)).get().returns((long) target.length, Stat::sizeBytes);
        assertRefused(Errno.EEXIST, () -> directory.symlink(target, A));
        create(B);
        assertRefused(Errno.EINVAL, () -> directory.readLink(B));
        assertRefused(Errno.ENOENT, () -> directory.readLink(Bytes.of("none")));
    }

    @Test
    void aLinkTargetIsTakenWholeOrRefused() {
        byte[] longest = Bytes.repeat('t', 4095);
        directory.symlink(longest, A);
        assertThat(directory.readLink(A)).isEqualTo(longest);
        assertRefused(Errno.ENAMETOOLONG, () -> directory.symlink(Bytes.repeat('t', 4096), B));
        assertRefused(Errno.EINVAL, () -> directory.symlink(Bytes.of("a\0b"), B));
        assertRefused(Errno.ENOENT, () -> directory.symlink(Bytes.of(""), B));
        assertThat(directory.find(B)).isEmpty();
    }

    @Test
    void aHardLinkIsTheSameInode() {
        create(A);
        directory.makeDirectory(Bytes.of("sub"), 0700);
        try (Directory sub = directory.openChild(Bytes.of("sub"))) {
            sub.link(directory, A, B);
            assertThat(sub.find(B)).isEqualTo(directory.find(A));
            assertThat(sub.find(B)).get().returns(2L, Stat::links);
            assertThat(assertRefused(Errno.EEXIST, () -> sub.link(directory, A, B)))
                    .hasMessage("link %s/a to %s/sub/b: exists already (EEXIST)", temp, temp);
        }
    }

    @Test
    void aHardLinkToASymlinkIsTheSymlinkAgain() {
        create(B);
        directory.symlink(B, A);
        directory.link(directory, A, Bytes.of("c"));
        assertThat(directory.find(Bytes.of("c"))).get().returns(FileType.SYMLINK, Stat::type);
        assertThat(directory.find(B)).get().returns(1L, Stat::links);
    }

    @Test
    void whatIsRemovedTwiceWasNotThereTheSecondTime() {
        create(A);
        directory.makeDirectory(B, 0700);
        assertThat(directory.removeFile(A)).isTrue();
        assertThat(directory.removeFile(A)).isFalse();
        assertThat(directory.removeDirectory(B)).isTrue();
        assertThat(directory.removeDirectory(B)).isFalse();
    }

    @Test
    void aDirectoryThatIsNotEmptyIsNotRemoved() {
        directory.makeDirectory(A, 0700);
        try (Directory a = directory.openChild(A)) {
            a.createNew(B).close();
        }
        assertRefused(Errno.ENOTEMPTY, () -> directory.removeDirectory(A));
        assertRefused(Errno.EISDIR, () -> directory.removeFile(A));
        create(B);
        assertRefused(Errno.ENOTDIR, () -> directory.removeDirectory(B));
    }

    @Test
    void theSpaceLeftIsWhatJavaSeesToo() throws IOException {
        Space space = directory.space();
        long usable = Files.getFileStore(temp).getUsableSpace();
        assertThat(space.freeBytes())
                .isBetween(usable - 1_000_000_000, usable + 1_000_000_000); // others write as well
        assertThat(space.blockBytes()).isEqualTo(Files.getFileStore(temp).getBlockSize());
        assertThat(space.freeInodes()).isPositive();
    }

    @Test
    void aDirectoryAndItsFileSystemAreSynced() {
        create(A);
        directory.sync();
        directory.syncFileSystem();
        assertThat(directory.find(A)).isPresent();
    }

    @Test
    void aDirectoryClosesOnceAndIsClosedThen() {
        Directory other = Directory.open(temp);
        other.close();
        try (OpenFile reuses = directory.createNew(A)) { // most likely the number just freed
            other.close();
            assertThat(reuses.stat().sizeBytes()).isZero();
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> other.find(A))
                .withMessageContaining(temp.toString());
    }
}
