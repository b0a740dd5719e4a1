package lifeboat.engine.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lifeboat.engine.BackupReport;
import lifeboat.engine.BackupRequest;
import lifeboat.engine.CheckRequest;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Progress;
import lifeboat.engine.Repository;
import lifeboat.engine.SideFileName;
import lifeboat.engine.Snapshot.Changes;
import lifeboat.engine.store.LocalObjectStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** restic reads what we save, and neither finds a change in what the other saved. */
class BackupIT {

    private static final Platform PLATFORM =
            new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
    private static final int FILES = 307; // that makeHome makes
    private static final Password PASSWORD = Password.of(Restic.PASSWORD.toCharArray());

    @TempDir(factory = QuietFolder.class)
    private Path folder;

    private Path home;
    private Path store;
    private Restic restic;

    @BeforeEach
    void makeHome() throws Exception {
        store = Files.createDirectory(folder.resolve("repository"));
        restic = Restic.on(store);
        home = Files.createDirectories(folder.resolve("volume/home"));
        Random random = new Random(7);
        Files.createDirectories(home.resolve("jobs/a/builds/1/empty directory"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(home.resolve("jobs/a/builds/1/" + i + ".xml"), "<build>" + i);
        }
        byte[] large = new byte[6 << 20];
        random.nextBytes(large);
        Files.write(home.resolve("large"), large);
        Files.write(home.resolve("zeros"), new byte[3 << 20]);
        Files.createFile(home.resolve("empty"));
        Files.writeString(home.resolve("Umlaut ä \"quoted\" <&> \n \u00a0"), "odd name");
        Files.createSymbolicLink(home.resolve("link"), Path.of("jobs/<nowhere>"));
        Files.createLink(home.resolve("second name"), home.resolve("jobs/a/builds/1/7.xml"));
        Files.writeString(home.resolve("script"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                home.resolve("script"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.writeString(home.resolve("old"), "from before 1970");
        Files.setLastModifiedTime(
                home.resolve("old"), FileTime.from(Instant.parse("1960-01-02T03:04:05.6Z")));
        Restic.execute(List.of("mkfifo", home.resolve("pipe").toString()));
        try {
            Files.setAttribute(home.resolve("script"), "user:zeta", "1".getBytes(UTF_8));
            Files.setAttribute(home.resolve("script"), "user:alpha", new byte[0]);
            Files.setAttribute(home.resolve("jobs"), "user:kind", "jobs".getBytes(UTF_8));
        } catch (IOException e) {
            System.out.println("BackupIT without extended attributes: " + e.getMessage());
        }
    }

    private Repository init() throws InterruptedException {
        return Repository.init(
                new LocalObjectStore(store, Clock.systemUTC()), PASSWORD, PLATFORM, "me", "here");
    }

    private Repository open() throws InterruptedException {
        return Repository.open(new LocalObjectStore(store, Clock.systemUTC()), PASSWORD, PLATFORM);
    }

    private BackupRequest request() {
        return new BackupRequest(List.of(home), List.of(), Optional.empty(), List.of(), "ci");
    }

    private BackupReport backup(Repository repository) throws InterruptedException {
        Progress progress = new Progress();
        BackupReport report = repository.backup(request(), progress);
        assertThat(progress.problemsFrom(0)).isEmpty();
        return report;
    }

    private static String contentOf(Path root) throws IOException, InterruptedException {
        String script =
                "cd \"$0\" && find . -printf '%P %y %m %U %G %T@ %l %n\\n' | sort"
                        + " && find . -type f -print0 | sort -z | xargs -0 sha256sum";
        return Restic.execute(List.of("sh", "-c", script, root.toString()));
    }

    @Test
    void resticChecksAndRestoresWhatWeSaved() throws Exception {
        try (Repository repository = init()) {
            backup(repository);
        }
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");
        Path target = folder.resolve("restored");
        restic.run("restore", "latest", "--host", "ci", "--target", target.toString());
        Path restored = target.resolve(home.toString().substring(1));
        assertThat(contentOf(restored)).isEqualTo(contentOf(home));
        assertThat(restic.run("list", "locks")).isBlank();
    }

    @Test
    void resticNeitherMindsNorRemovesASideFile() throws Exception {
        SideFileName name = new SideFileName("controller/state");
        try (Repository repository = init()) {
            repository.sideFiles().put(name, new byte[1000]);
            assertThat(restic.run("check", "--read-data")).contains("no errors were found");
            restic.run("prune");
            assertThat(repository.sideFiles().get(name)).hasSize(1000);
            Progress progress = new Progress();
            repository.check(new CheckRequest(1), progress);
            assertThat(progress.problemsFrom(0)).isEmpty();
        }
    }

    @Test
    void resticFindsNoChangeInWhatWeSaved() throws Exception {
        BackupReport ours;
        try (Repository repository = init()) {
            ours = backup(repository);
        }
        String output = restic.run("backup", "--host", "ci", "--json", home.toString());
        assertThat(output)
                .contains("\"files_new\":0,\"files_changed\":0,")
                .contains("\"dirs_new\":0,\"dirs_changed\":0,")
                .contains("\"data_blobs\":0,\"tree_blobs\":0,");
        try (Repository repository = open()) {
            assertThat(repository.snapshots(new Progress()).getLast().tree())
                    .isEqualTo(ours.snapshot().tree());
        }
    }

    @Test
    void weFindNoChangeInWhatResticSaved() throws Exception {
        restic.run("init");
        restic.run("backup", "--host", "ci", home.toString());
        try (Repository repository = open()) {
            BackupReport ours = backup(repository);
            assertThat(ours.counts().dataBlobs()).isZero();
            assertThat(ours.counts().treeBlobs()).isZero();
            assertThat(ours.counts().files()).isEqualTo(new Changes(0, 0, FILES));
            assertThat(ours.counts().directories().added()).isZero();
            assertThat(ours.counts().directories().changed()).isZero();
            assertThat(ours.snapshot().tree())
                    .isEqualTo(repository.snapshots(new Progress()).getFirst().tree());
        }
    }

    @Test
    void weStoreNothingTwiceWithoutAParent() throws Exception {
        restic.run("init");
        restic.run("backup", "--host", "another", home.toString());
        try (Repository repository = open()) {
            BackupReport ours = backup(repository);
            assertThat(ours.parent()).isEmpty();
            assertThat(ours.counts().files()).isEqualTo(new Changes(FILES, 0, 0));
            assertThat(ours.counts().addedBytes()).isZero();
        }
    }

    @Test
    void versionOneStaysUncompressed() throws Exception {
        restic.run("init", "--repository-version", "1");
        try (Repository repository = open()) {
            backup(repository);
        }
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");
    }
}
