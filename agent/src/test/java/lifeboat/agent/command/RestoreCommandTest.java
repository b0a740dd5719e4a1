package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real restores of a repository that restic made. */
class RestoreCommandTest {

    private static final String SNAPSHOT = "f066fa24";

    @TempDir private Path folder;
    private Machine machine;
    private Path target;

    @BeforeEach
    void copyRepository() throws IOException {
        machine = Machine.with("v2", folder);
        target = folder.resolve("target");
    }

    private int restore(String... more) {
        return machine.run(
                Stream.concat(
                                Stream.of(
                                        "restore",
                                        SNAPSHOT,
                                        "--path",
                                        "/srv/fixture/home",
                                        "--target",
                                        target.toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void bringsTheContentsOfAPathIntoTheTarget() throws IOException {
        int exitCode = restore("--verify");

        // Owners can't be set where the tests don't run as root: that is a warning.
        assertThat(exitCode).isIn(0, 3);
        assertThat(target.resolve("secrets/master.key")).hasSize(256);
        assertThat(target.resolve("jobs/pipeline/builds/3/log")).hasSize(8893);
        assertThat(machine.outLines())
                .contains(
                        "Snapshot f066fa24 of 2026-02-02T00:00:00Z, host ci: contents of"
                                + " /srv/fixture/home → "
                                + target,
                        "Every file was read back and is as it was saved.")
                .anyMatch(line -> line.startsWith("Restored 12 files, 1.6 MB in "));
    }

    @Test
    void theSummaryForProgramsComesLast() {
        restore("--json");

        assertThat(machine.outLines().getFirst()).startsWith("{\"message_type\":\"mapping\"");
        assertThat(machine.outLines().getLast())
                .startsWith("{\"message_type\":\"summary\",\"key_seconds\":0.0,")
                .contains(
                        "\"snapshot_id\":\"f066fa24",
                        "\"files\":12,\"files_written\":12,\"files_kept\":0",
                        "\"bytes\":1589349",
                        "\"copy_seconds\":0.0,\"bytes_per_second\":0,",
                        "\"mismatches\":0,\"errors\":0");
    }

    @Test
    void aDryRunTellsEverythingAndChangesNothing() {
        assertThat(restore("--dry-run")).isZero();

        assertThat(machine.outLines())
                .contains(
                        "to write                      12 files  1.6 MB",
                        "Nothing was changed.",
                        "next: the same command without --dry-run");
        assertThat(target).doesNotExist();
    }

    @Test
    void aDryRunForProgramsNamesEachFileAndWhatWouldBeDeleted() throws IOException {
        Files.writeString(Files.createDirectory(target).resolve("extra"), "mine");

        assertThat(restore("--dry-run", "--json", "--delete", "--into-existing")).isZero();

        assertThat(machine.outLines())
                .contains(
                        "{\"message_type\":\"item\",\"action\":\"write\","
                                + "\"path\":\"secrets/master.key\",\"size\":256,\"tier\":0}",
                        "{\"message_type\":\"item\",\"action\":\"delete\",\"path\":\"extra\"}");
        assertThat(machine.outLines().getLast())
                .contains("\"dry_run\":true", "\"files_to_delete\":1");
        assertThat(target.resolve("extra")).hasContent("mine");
    }

    @Test
    void aDryRunSaysThatTheTargetWouldBeRefused() throws IOException {
        Files.writeString(Files.createDirectory(target).resolve("mine"), "mine");

        assertThat(restore("--dry-run")).isZero();
        assertThat(machine.outLines())
                .last()
                .asString()
                .startsWith("next: the same command with --into-existing in place of --dry-run");

        restore("--dry-run", "--json");
        assertThat(machine.outLines()).last().asString().contains("\"needs_into_existing\":true");
    }

    @Test
    void aDryRunSaysNothingOfIntoExistingWhereItIsNotNeeded() throws IOException {
        Files.createDirectories(target.resolve("lost+found"));
        restore("--dry-run", "--json");
        assertThat(machine.outLines()).last().asString().contains("\"needs_into_existing\":false");

        Files.writeString(target.resolve("mine"), "mine");
        restore("--dry-run", "--json", "--into-existing");
        assertThat(machine.outLines()).last().asString().contains("\"needs_into_existing\":false");

        Files.createDirectories(target.resolve(".lifeboat/stage"));
        Files.setPosixFilePermissions(
                target.resolve(".lifeboat"), PosixFilePermissions.fromString("rwx------"));
        restore("--dry-run", "--json");
        assertThat(machine.outLines()).last().asString().contains("\"needs_into_existing\":false");
    }

    @Test
    void aTargetThatHoldsSomethingIsRefused() throws IOException {
        Files.writeString(Files.createDirectory(target).resolve("mine"), "mine");

        assertThat(restore()).isEqualTo(5);

        assertThat(machine.errLines()).hasSize(2);
        assertThat(target).isDirectoryContaining("glob:**/mine");
        assertThat(target.toFile().list()).hasSize(1);
    }

    @Test
    void latestOfSeveralGroupsIsAQuestionOfTheCommandLine() {
        assertThat(machine.run("restore", "latest", "--target", target.toString())).isEqualTo(2);

        assertThat(machine.errLines()).hasSize(2);
        assertThat(target).doesNotExist();
    }

    @Test
    void anUnknownSnapshotOrPathIsAFailure() {
        assertThat(machine.run("restore", "00000000", "--target", target.toString())).isEqualTo(1);
        assertThat(machine.run("restore", SNAPSHOT, "--path", "/x", "--target", target.toString()))
                .isEqualTo(1);

        assertThat(machine.errLines()).hasSize(4);
    }

    @Test
    void aFileThatTheRepositoryLostMakesTheRestoreFailAndIsNamed() throws IOException {
        machine = Machine.with("v1", folder.resolve("v1")); // v2 has a second copy of much
        machine.damage(largestPack());

        assertThat(machine.run("restore", "2928ff3b", "--target", target.toString())).isEqualTo(1);

        assertThat(machine.errLines()).anyMatch(line -> line.startsWith("error: "));
        assertThat(machine.errLines().get(machine.errLines().size() - 2))
                .startsWith("lifeboat-agent: the restore is not complete: ");
        assertThat(machine.errLines().getLast()).startsWith("next: run the same command again");
    }

    @Test
    void programsGetEachLostFileThenTheSummaryThenTheError() throws IOException {
        machine = Machine.with("v1", folder.resolve("v1"));
        machine.damage(largestPack());

        assertThat(machine.run("restore", "2928ff3b", "--target", target.toString(), "--json"))
                .isEqualTo(1);

        assertThat(machine.outLines())
                .anyMatch(line -> line.startsWith("{\"message_type\":\"problem\""));
        assertThat(machine.outLines().get(machine.outLines().size() - 2))
                .startsWith("{\"message_type\":\"summary\"");
        assertThat(machine.outLines().getLast())
                .startsWith("{\"message_type\":\"error\",\"code\":\"RESTORE_INCOMPLETE\"");
    }

    @Test
    void latestIsTheNewestThatCanBeReadAndTheOtherIsNamed() throws IOException {
        Path newest = snapshotFile("f066fa24");
        machine.damage(newest);

        int exitCode =
                machine.run(
                        "restore",
                        "latest",
                        "--tag",
                        "plan=ci",
                        "--path",
                        "/srv/fixture/home",
                        "--target",
                        target.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(target.resolve("config.xml")).isNotEmptyFile();
        assertThat(machine.outLines())
                .first()
                .asString()
                .startsWith("Snapshot 1ec13d90 of 2026-02-01T00:00:00Z, host ci: ");
        String name = "snapshots/" + newest.getFileName();
        assertThat(machine.errLines().getFirst()).startsWith("error: " + name + ": ");
        assertThat(machine.errLines().get(machine.errLines().size() - 2))
                .isEqualTo(
                        "lifeboat-agent: snapshot 1ec13d90 of 2026-02-01T00:00:00Z is restored"
                                + " whole, but there may be a newer one: "
                                + name
                                + " can't be read");
        assertThat(machine.errLines().getLast()).startsWith("next: if 1ec13d90 is the one");
    }

    private Path snapshotFile(String id) throws IOException {
        try (Stream<Path> files = Files.list(machine.repository().resolve("snapshots"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** It holds file content; trees are small. */
    private Path largestPack() throws IOException {
        try (Stream<Path> packs = Files.walk(machine.repository().resolve("data"))) {
            return packs.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(pack -> pack.toFile().length()))
                    .orElseThrow();
        }
    }
}
