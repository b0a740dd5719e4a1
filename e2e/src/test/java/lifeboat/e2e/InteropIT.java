package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lifeboat and real restic on the same repositories. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropIT {

    private Scratch scratch;
    private Scratch source;
    private S3Server server;
    private Path tree;
    private TreeListing saved;

    @BeforeAll
    void writeTree() throws Exception {
        Needs.agent();
        Needs.restic();
        Needs.attributes();
        scratch = Scratch.create("interop");
        server = S3Server.start(scratch.resolve("s3"));
        // A snapshot holds the times of the directories above, too: nothing else may be made there,
        // or "unchanged" is not. That rules out /tmp, and a checkout in it.
        source = Scratch.in(Path.of("/var/tmp"), "interop");
        tree = source.resolve("tree");
        SampleHome.small().write(tree.resolve("home"));
        NastyTree.write(tree.resolve("nasty"), NastyTree.common());
        saved = TreeListing.of(tree);
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (scratch != null) {
            scratch.close();
        }
        if (source != null) {
            source.close();
        }
    }

    @Test
    void resticReadsWhatWeWrite() throws Exception {
        Repository repository = Repository.on(server, "interop", "ours");
        Program program = new Program(repository);
        program.init();
        program.backup(tree);

        Restic restic = restic(repository);
        restic.checkAllData();
        Path target = scratch.resolve("by-restic");
        restic.require("restore", "latest", "--target", target.toString());

        Path restored = scratch.resolve("by-restic" + tree);
        assertThat(saved.differences(TreeListing.of(restored), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void weReadWhatResticWrites(String version) throws Exception {
        Repository repository = Repository.on(server, "interop", "restic-v" + version);
        Restic restic = restic(repository);
        restic.require("init", "--repository-version", version);
        restic.require("backup", tree.toString());

        Program program = new Program(repository);
        Path target = scratch.resolve("from-v" + version);
        program.restore("latest", tree, target);

        assertThat(saved.differences(TreeListing.of(target), 10)).isEmpty();
        assertThat(program.run("check", "--read-data").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void unchangedFilesOverResticsSnapshotAddNothing(String version) throws Exception {
        Repository repository = Repository.on(server, "interop", "unchanged-v" + version);
        Restic restic = restic(repository);
        restic.require("init", "--repository-version", version);
        restic.require("backup", tree.toString());
        List<String> packs = packs(restic);

        Summary summary = new Program(repository).backup(tree);

        assertThat(summary.number("data_blobs")).isZero();
        assertThat(summary.number("tree_blobs")).isZero();
        assertThat(packs(restic)).isEqualTo(packs);
        restic.checkAllData();
    }

    @Test
    void unchangedFilesOverOurSnapshotAddNothingToRestic() throws Exception {
        Repository repository = Repository.on(server, "interop", "unchanged-ours");
        Program program = new Program(repository);
        program.init();
        program.backup(tree);
        Restic restic = restic(repository);
        List<String> packs = packs(restic);

        Finished run = restic.require("backup", tree.toString(), "--json");

        assertThat(Summary.of(run).number("files_new")).isZero();
        assertThat(Summary.of(run).number("files_changed")).isZero();
        assertThat(Summary.of(run).number("data_blobs")).isZero();
        assertThat(Summary.of(run).number("tree_blobs")).isZero();
        assertThat(packs(restic)).isEqualTo(packs);
    }

    @Test
    void weRestoreWithoutResticWhatWeSaved() throws Exception {
        Program program = new Program(Repository.on(server, "interop", "alone"));
        program.init();
        program.backup(tree);
        Path target = scratch.resolve("alone");

        program.restore("latest", tree, target);

        assertThat(saved.differences(TreeListing.of(target), 10)).isEmpty();
    }

    private static List<String> packs(Restic restic) throws Exception {
        return restic.require("list", "packs", "--no-lock").text().lines().sorted().toList();
    }

    private Restic restic(Repository repository) {
        return new Restic(repository, scratch.resolve("cache"));
    }
}
