package lifeboat.engine.file;

import static lifeboat.engine.file.FileFailures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for all inodes, however they are reached. */
class InodeTest {

    /** A kind of thing, and the way to it. */
    enum Reached {
        OPEN_FILE,
        OPEN_DIRECTORY,
        NAMED_FILE,
        NAMED_DIRECTORY,
        NAMED_PIPE,
        NAMED_SYMLINK
    }

    /** Not UTF-8, so that nothing on the way may take it for text. */
    private static final byte[] NAME = Bytes.of('n', 0xff);

    @TempDir Path temp;
    private Directory directory;
    private AutoCloseable opened = () -> {};

    @BeforeEach
    void open() {
        directory = Directory.open(temp);
    }

    @AfterEach
    void close() throws Exception {
        opened.close();
        directory.close();
    }

    private Inode reach(Reached how) {
        return switch (how) {
            case OPEN_FILE -> {
                OpenFile file = directory.createNew(NAME);
                opened = file;
                yield file;
            }
            case OPEN_DIRECTORY -> {
                directory.makeDirectory(NAME, 0700);
                Directory child = directory.openChild(NAME);
                opened = child;
                yield child;
            }
            case NAMED_FILE -> {
                directory.createNew(NAME).close();
                yield directory.entry(NAME);
            }
            case NAMED_DIRECTORY -> {
                directory.makeDirectory(NAME, 0700);
                yield directory.entry(NAME);
            }
            case NAMED_PIPE -> {
                directory.makeNode(NAME, FileType.FIFO, 0600, 0);
                yield directory.entry(NAME);
            }
            case NAMED_SYMLINK -> {
                directory.createNew(Bytes.of("target")).close();
                directory.symlink(Bytes.of("target"), NAME);
                yield directory.entry(NAME);
            }
        };
    }

    private static void assumeRoot() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "skipped: only root changes owners and makes devices");
    }

    @ParameterizedTest
    @EnumSource
    void timesAreSetToTheNanosecondAlsoBefore1970(Reached how) {
        Inode inode = reach(how);
        Timestamp accessed = new Timestamp(1_700_000_000, 1);
        Timestamp modified = new Timestamp(-1_000_000_000, 999_999_999);
        inode.setTimes(accessed, modified);
        assertThat(inode.stat())
                .returns(accessed, Stat::accessed)
                .returns(modified, Stat::modified);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_FILE", "NAMED_SYMLINK"})
    void timesFarAwayAreSetAsNearAsTheFileSystemHolds(Reached how) {
        Inode inode = reach(how);
        Timestamp year2200 = new Timestamp(7_258_118_400L, 5);
        inode.setTimes(year2200, year2200);
        assertThat(inode.stat().modified()).isEqualTo(year2200);
        inode.setTimes(new Timestamp(Long.MIN_VALUE, 0), new Timestamp(Long.MAX_VALUE, 0));
        assertThat(inode.stat().modified().seconds()).isGreaterThan(year2200.seconds());
        assertThat(inode.stat().accessed().seconds()).isNegative();
    }

    @Test
    void timesOfALinkAreNotItsTargets() throws IOException {
        Inode link = reach(Reached.NAMED_SYMLINK);
        Path target = temp.resolve("target");
        FileTime before = Files.getLastModifiedTime(target);
        link.setTimes(new Timestamp(1, 0), new Timestamp(1, 0));
        assertThat(Files.getLastModifiedTime(target)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NAMED_SYMLINK")
    void allTwelveModeBitsAreSetWhateverTheUmask(Reached how) {
        Inode inode = reach(how);
        for (int mode : new int[] {07777, 02755, 01777, 04711, 0666, 0600}) {
            inode.setMode(mode);
            assertThat(inode.stat().mode()).isEqualTo(mode);
        }
    }

    @Test
    void theModeOfALinkIsRefusedAndItsTargetsStays() throws IOException {
        Inode link = reach(Reached.NAMED_SYMLINK);
        FileException e = assertRefused(Errno.ENOTSUP, () -> link.setMode(0777));
        assertThat(e).hasMessageContaining("set the mode of " + temp + "/n\\xff: ");
        assertThat(directory.find(Bytes.of("target"))).get().returns(0600, Stat::mode);
    }

    @ParameterizedTest
    @EnumSource
    void ownersAreUnsigned32Bits(Reached how) {
        assumeRoot();
        Inode inode = reach(how);
        inode.setOwner(4_294_967_294L, 1000);
        assertThat(inode.stat()).returns(4_294_967_294L, Stat::uid).returns(1000L, Stat::gid);
        inode.setOwner(0, 3_000_000_000L);
        assertThat(inode.stat()).returns(0L, Stat::uid).returns(3_000_000_000L, Stat::gid);
    }

    @ParameterizedTest
    @CsvSource({"4294967295, 0", "0, 4294967295", "-1, 0", "0, -1", "4294967296, 0"})
    void anOwnerThatCannotBeIsRefused(long uid, long gid) {
        assertRefused(Errno.EINVAL, () -> reach(Reached.OPEN_FILE).setOwner(uid, gid));
        assertRefused(Errno.EINVAL, () -> directory.entry(NAME).setOwner(uid, gid));
    }

    @Test
    void theOwnerOfALinkIsNotItsTargets() {
        assumeRoot();
        reach(Reached.NAMED_SYMLINK).setOwner(7, 8);
        assertThat(directory.find(Bytes.of("target")))
                .get()
                .returns(0L, Stat::uid)
                .returns(0L, Stat::gid);
    }

    @ParameterizedTest
    @EnumSource
    void statIsWhatJavaSeesToo(Reached how) throws IOException {
        Stat stat = reach(how).stat();
        Path path = temp.resolve("seen-by-java");
        directory.rename(NAME, directory, Bytes.of("seen-by-java"), RenameMode.REPLACE);
        assertThat(stat)
                .returns(attribute(path, "ino"), Stat::inode)
                .returns(attribute(path, "dev"), Stat::device)
                .returns(attribute(path, "size"), Stat::sizeBytes)
                .returns((Integer) attribute(path, "mode") & 07777, Stat::mode)
                .returns(((Integer) attribute(path, "nlink")).longValue(), Stat::links)
                .returns(((Integer) attribute(path, "uid")).longValue(), Stat::uid)
                .returns(((Integer) attribute(path, "gid")).longValue(), Stat::gid);
        Instant modified = ((FileTime) attribute(path, "lastModifiedTime")).toInstant();
        assertThat(stat.modified())
                .isEqualTo(new Timestamp(modified.getEpochSecond(), modified.getNano()));
        // The rename changed the inode a moment later.
        Instant changed = ((FileTime) attribute(path, "ctime")).toInstant();
        assertThat(stat.changed().seconds())
                .isBetween(changed.getEpochSecond() - 60, changed.getEpochSecond());
    }

    private static Object attribute(Path path, String name) throws IOException {
        return Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void aMissingNameHasNothingToTellOrSet() {
        Inode missing = directory.entry(NAME);
        assertRefused(Errno.ENOENT, missing::stat);
        assertRefused(Errno.ENOENT, () -> missing.setMode(0));
        assertRefused(Errno.ENOENT, () -> missing.setOwner(0, 0));
        assertRefused(
                Errno.ENOENT, () -> missing.setTimes(new Timestamp(0, 0), new Timestamp(0, 0)));
        assertRefused(Errno.ENOENT, missing::attributeNames);
    }

    @Test
    void devicesKeepTheirNumbers() {
        assumeRoot();
        long device = Device.pack(8, 300);
        directory.makeNode(NAME, FileType.BLOCK_DEVICE, 0600, device);
        assertThat(directory.find(NAME))
                .get()
                .returns(FileType.BLOCK_DEVICE, Stat::type)
                .returns(device, Stat::nodeDevice);
        directory.makeNode(Bytes.of("null"), FileType.CHARACTER_DEVICE, 0600, Device.pack(1, 3));
        assertThat(directory.find(Bytes.of("null")))
                .get()
                .returns(FileType.CHARACTER_DEVICE, Stat::type)
                .returns(259L, Stat::nodeDevice);
    }

    @Test
    void aDeviceThatLinuxCannotHaveIsRefused() {
        assertRefused(
                Errno.EINVAL,
                () -> directory.makeNode(NAME, FileType.CHARACTER_DEVICE, 0600, 1L << 32));
    }
}
