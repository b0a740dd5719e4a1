package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Disks that are full, or not to be written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFaultIT {

    private static final int MANY = 20_000; // inodes: more than any test needs
    private static final String NOBODY = "65534";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Scratch scratch;
    private Path home;
    private TreeListing saved;
    private Program program;

    @BeforeAll
    void start() throws Exception {
        Needs.agent();
        Needs.attributes();
        scratch = Scratch.create("disk-fault");
        Needs.mounts(scratch.path());
        home = scratch.resolve("home");
        SampleHome.small().write(home);
        saved = TreeListing.of(home);
        program = programOn(Files.createDirectory(scratch.resolve("repository")));
        program.init();
        program.backup(home);
    }

    @AfterAll
    void stop() throws IOException {
        if (scratch != null) {
            scratch.close();
        }
    }

    @Test
    void aVolumeWithTooFewBytesIsRefused() throws Exception {
        try (Volume volume = volume("few-bytes", 8, MANY / 5)) {
            Finished run = restoreInto(volume.path().resolve("target"));

            assertThat(run.exitCode()).as(run.errors()).isEqualTo(5);
            assertThat(run.errors()).contains("bytes", "next: make room");
            assertThat(volume.path().resolve("target")).doesNotExist();
        }
    }

    @Test
    void aVolumeWithTooFewInodesIsRefused() throws Exception {
        try (Volume volume = volume("few-inodes", 100, 1000)) {
            Finished run = restoreInto(volume.path().resolve("target"));

            assertThat(run.exitCode()).as(run.errors()).isEqualTo(5);
            assertThat(run.errors()).contains("inodes", "next: make room");
            assertThat(volume.path().resolve("target")).doesNotExist();
        }
    }

    @Test
    void aRestoreIntoAVolumeThatFillsUpIsFinishedOnceThereIsRoom() throws Exception {
        try (Volume volume = volume("fills-up", 100, MANY);
                Scratch s3 = Scratch.in(scratch.path(), "s3");
                S3Server server = S3Server.start(s3.path());
                FaultyStore store = FaultyStore.before(server, FaultyStore::none)) {
            Program direct = new Program(Repository.on(server, "disk-fault", "home"));
            direct.init();
            direct.backup(home);
            Program slow = new Program(store.through(direct.repository()));
            Path target = volume.path().resolve("target");
            AtomicReference<Path> filler = new AtomicReference<>(Path.of(""));
            store.follow(
                    asked -> {
                        synchronized (filler) { // nothing is answered before the volume is full
                            if (Files.exists(target.resolve(".lifeboat/stage"))
                                    && filler.get().toString().isEmpty()) {
                                filler.set(volume.fill(2 << 20));
                            }
                        }
                        return new FaultyStore.Fault.None();
                    });
            String[] restore = Program.restoreArguments("latest", home, target);

            Finished run = slow.run(restore);

            assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
            assertThat(run.errors()).contains("ENOSPC", "next: Make room");
            assertThat(target.toFile().list()).containsExactly(".lifeboat");
            Files.delete(filler.get());
            store.follow(FaultyStore::none);
            slow.require(restore);
            assertThat(saved.differences(TreeListing.of(target), 10)).isEmpty();
        }
    }

    @Test
    void aBackupIntoAFullVolumeIsFinishedOnceThereIsRoom() throws Exception {
        try (Volume volume = volume("full-repository", 100, MANY)) {
            Program full = programOn(Files.createDirectory(volume.path().resolve("repository")));
            full.init();
            Path filler = volume.fill(2 << 20);

            Finished run = full.run("backup", home.toString());

            assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
            assertThat(run.errors()).contains("next: ").containsIgnoringCase("space");
            Files.delete(filler);
            full.backup(home);
            // 3: the pack that was cut short is named by no index, which harms nothing
            assertThat(full.run("check", "--read-data").exitCode()).isIn(0, 3);
            full.restore("latest", home, scratch.resolve("from-full"));
            assertThat(saved.differences(TreeListing.of(scratch.resolve("from-full")), 10))
                    .isEmpty();
        }
    }

    @Test
    void aReadOnlyTargetStaysAsItIs() throws Exception {
        try (Volume volume = volume("read-only", 100, MANY)) {
            Path target = Files.createDirectory(volume.path().resolve("target"));
            volume.remount("ro");

            Finished run = restoreInto(target);

            assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
            assertThat(run.errors()).contains("EROFS", "next: Mount the file system writable");
            assertThat(target).isEmptyDirectory();
        }
    }

    @Test
    void aDirectoryThatMayNotBeEnteredIsNamedAndTheOthersComeBack() throws Exception {
        Path target = scratch.resolve("closed");
        Path closed = Files.createDirectories(target.resolve("users"));
        Files.writeString(closed.resolve("mine"), "mine");
        require("chmod", "700", closed.toString());
        require("chown", "-R", NOBODY + ":" + NOBODY, closed.toString());
        Command restore =
                program.command(
                        "restore",
                        "latest",
                        "--path",
                        home.toString(),
                        "--target",
                        target.toString(),
                        "--into-existing");
        // as root in a container without capabilities, which has no way past a mode
        List<String> words = new ArrayList<>(List.of("setpriv", "--bounding-set=-all"));
        words.addAll(restore.words());

        Finished run =
                new Command(words, restore.environment(), restore.directory(), "").run(LIMIT);

        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.errors()).contains("error: users: ", "EACCES", "next: ");
        assertThat(closed.toFile().list()).containsExactly("mine");
        List<String> differences =
                Program.exceptStage(saved.differences(TreeListing.of(target), 100_000));
        assertThat(differences)
                .isNotEmpty()
                .allMatch(line -> line.startsWith("users") || line.startsWith(".: time"));
    }

    private Volume volume(String name, int mebibytes, int inodes) throws Exception {
        return Volume.ext4(
                scratch.resolve(name), scratch.resolve(name + ".image"), mebibytes, inodes);
    }

    private static Program programOn(Path repository) {
        return new Program(new Repository(repository.toString(), "correct horse", Map.of()));
    }

    private Finished restoreInto(Path target) throws Exception {
        return program.run(Program.restoreArguments("latest", home, target));
    }

    private static void require(String... words) throws Exception {
        Command.of(words).run(LIMIT).requireSuccess();
    }
}
