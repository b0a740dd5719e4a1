package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts that judge Lifeboat, tried on each other: what fails here is not Lifeboat's fault. */
class RealPartsIT {

    private Scratch scratch;

    @BeforeEach
    void makeScratch() throws IOException {
        scratch = Scratch.create("parts");
    }

    @AfterEach
    void deleteScratch() throws IOException {
        scratch.close();
    }

    @Test
    void resticBringsBackTheCommonOddities() throws Exception {
        Needs.restic();
        Needs.attributes();
        Path tree = scratch.resolve("tree");
        NastyTree.write(tree, NastyTree.common());
        TreeListing saved = TreeListing.of(tree);
        try (S3Server server = S3Server.start(scratch.resolve("s3"))) {
            Repository repository = Repository.on(server, "parts", "restic");
            Restic restic = new Restic(repository, scratch.resolve("cache"));
            restic.require("init");
            restic.require("backup", tree.toString());
            restic.require("restore", "latest", "--target", scratch.resolve("target").toString());
        }

        Path restored = scratch.resolve("target" + tree);

        assertThat(saved.differences(TreeListing.of(restored), 10)).isEmpty();
    }

    @Test
    void aProgramsTimeMemoryAndEndAreSeen() throws Exception {
        Finished finished =
                Command.bash(
                                "head -c 200000000 /dev/zero | sha256sum; v=$(printf '%0200000000d' 1); exit 3")
                        .run(Duration.ofMinutes(1));

        assertThat(finished.exitCode()).isEqualTo(3);
        assertThat(finished.text()).endsWith("  -\n");
        assertThat(finished.cpuSeconds()).isBetween(0.05, finished.wallSeconds() * 4);
        assertThat(finished.peakBytes()).isGreaterThan(150_000_000);
    }

    @Test
    void aProgramIsKilledWhileItRuns() throws Exception {
        try (Running sleeper = Command.of("sleep", "60").start()) {
            assertThat(sleeper.killAfter(Duration.ofMillis(50))).isTrue();
            assertThat(sleeper.await(Duration.ofSeconds(5)).exitCode()).isEqualTo(128 + 9);
        }
        try (Running done = Command.of("true").start()) {
            assertThat(done.killAfter(Duration.ofSeconds(5))).isFalse();
        }
    }
}
