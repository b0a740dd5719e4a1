package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TreeListingTest {

    private Scratch scratch;
    private Path tree;
    private TreeListing last; // the tree is costly to write: each test goes on from what it finds

    @BeforeAll
    void writeTree() throws Exception {
        Needs.attributes();
        scratch = Scratch.create("listing");
        tree = scratch.resolve("tree");
        NastyTree.write(tree, EnumSet.allOf(NastyTree.Oddity.class));
        last = TreeListing.of(tree);
    }

    @AfterAll
    void deleteTree() throws IOException {
        if (scratch != null) {
            scratch.close();
        }
    }

    @Test
    void aCopyIsTheSame() throws Exception {
        Path original = scratch.resolve("original");
        NastyTree.write(original, EnumSet.complementOf(EnumSet.of(NastyTree.Oddity.DEEP)));
        shell("cp -a original copy"); // which can't go as deep

        TreeListing expected = TreeListing.of(original);
        TreeListing copy = TreeListing.of(scratch.resolve("copy"));

        assertThat(expected.differences(copy, 10)).isEmpty();
        assertThat(expected.hash()).isEqualTo(copy.hash());
        assertThat(expected.files()).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm names/-rf",
                "touch names/more",
                "cd sizes; printf x | dd of=random-8388609 conv=notrunc status=none",
                "truncate -s +1 holes/hole",
                "ln -snf elsewhere links/dangling",
                "rm links/a2; cp -a links/a1 links/a2",
                "chmod 4644 names/...",
                "setfacl -m u:1234:r attributes/acl",
                "setfacl -d -m u:1235:r attributes/dir",
                "setfattr -n user.text -v other attributes/few",
                "setfattr -x user.dir attributes/dir",
                "touch -d @-1.250000001 times/t-1.25",
                "touch -h -d @1 times/link",
                "touch -d @1 times/dir",
                "rm special/fifo; : > special/fifo",
                "chmod 701 .",
                "find deep -name file -execdir setfattr -n user.deep -v no {} \\;",
                "find deep -name file -execdir sh -c 'printf DEEP > file; touch -d @1 file' \\;",
            })
    void everyChangeIsSeen(String change) throws Exception {
        TreeListing before = last;

        shell("cd tree; " + change);

        TreeListing after = TreeListing.of(tree);
        last = after;
        assertThat(before.differences(after, 10)).isNotEmpty();
        assertThat(after.hash()).isNotEqualTo(before.hash());
    }

    @Test
    void onlyFilesWithHolesAreSparse() {
        assertThat(last.sparseFiles()).contains("holes/hole", "holes/middle", "holes/tail");
        assertThat(last.sparseFiles()).doesNotContain("sizes/zeros", "sizes/random-8388609");
    }

    private void shell(String script) throws Exception {
        Command.bash(script).in(scratch.path()).run(Duration.ofMinutes(1)).requireSuccess();
    }
}
