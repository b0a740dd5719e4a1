package lifeboat.engine.file;

import static lifeboat.engine.file.FileFailures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedAttributesTest {

    private static final byte[] NAME = Bytes.of('n', 0xff);
    private static final byte[] ATTRIBUTE = Bytes.of("user.note");

    @TempDir Path temp;
    private Directory directory;
    private OpenFile file;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(
                Files.getFileStore(temp).supportsFileAttributeView("user"),
                "skipped: the temporary folder's file system has no user attributes");
        directory = Directory.open(temp);
        file = directory.createNew(NAME);
    }

    @AfterEach
    void close() {
        if (directory != null) {
            file.close();
            directory.close();
        }
    }

    /** The same file, reached by its descriptor and by its name. */
    private Inode reach(boolean byName) {
        return byName ? directory.entry(NAME) : file;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aValueIsSetFoundReplacedAndRemoved(boolean byName) {
        Inode inode = reach(byName);
        assertThat(inode.findAttribute(ATTRIBUTE)).isEmpty();
        assertThat(inode.attributeNames()).isEmpty();
        inode.setAttribute(ATTRIBUTE, Bytes.of(0, 1, 0xff));
        inode.setAttribute(ATTRIBUTE, Bytes.of(2));
        assertThat(inode.findAttribute(ATTRIBUTE)).get().isEqualTo(Bytes.of(2));
        assertThat(reach(!byName).findAttribute(ATTRIBUTE)).get().isEqualTo(Bytes.of(2));
        assertThat(inode.removeAttribute(ATTRIBUTE)).isTrue();
        assertThat(inode.removeAttribute(ATTRIBUTE)).isFalse();
        assertThat(inode.findAttribute(ATTRIBUTE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allNamesAreListed(boolean byName) {
        byte[] odd = Bytes.of('u', 's', 'e', 'r', '.', 0xff, '\n');
        Inode inode = reach(byName);
        inode.setAttribute(ATTRIBUTE, Bytes.of("x"));
        inode.setAttribute(odd, Bytes.of("y"));
        assertThat(inode.attributeNames()).containsExactlyInAnyOrder(ATTRIBUTE, odd);
    }

    @Test
    void anEmptyValueIsAValue() {
        file.setAttribute(ATTRIBUTE, Bytes.of(""));
        assertThat(file.findAttribute(ATTRIBUTE)).get().isEqualTo(Bytes.of(""));
    }

    @Test
    void aDirectoryHasThemToo() {
        directory.setAttribute(ATTRIBUTE, Bytes.of("x"));
        assertThat(directory.attributeNames()).contains(ATTRIBUTE);
    }

    @Test
    void aLinkIsNotFollowedToItsTargets() {
        directory.symlink(NAME, Bytes.of("link"));
        file.setAttribute(ATTRIBUTE, Bytes.of("x"));
        Inode link = directory.entry(Bytes.of("link"));
        assertThat(link.attributeNames()).isEmpty();
        assertRefused(Errno.EPERM, () -> link.setAttribute(ATTRIBUTE, Bytes.of("y")));
        assertThat(file.findAttribute(ATTRIBUTE)).get().isEqualTo(Bytes.of("x"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheKernelCannotTakeIsATypedError(boolean byName) {
        Inode inode = reach(byName);
        for (Map.Entry<byte[], Errno> bad :
                Map.of(
                                Bytes.of("user.a\0b"), Errno.EINVAL,
                                Bytes.repeat('u', 5000), Errno.ENAMETOOLONG,
                                Bytes.of("nosuchspace.a"), Errno.ENOTSUP)
                        .entrySet()) {
            FileException e =
                    assertRefused(bad.getValue(), () -> inode.setAttribute(bad.getKey(), NAME));
            assertThat(e).hasMessageStartingWith("set attribute ");
        }
        assertRefused(Errno.E2BIG, () -> inode.setAttribute(ATTRIBUTE, new byte[64 * 1024 + 1]));
        assertThat(inode.attributeNames()).isEmpty();
    }
}
