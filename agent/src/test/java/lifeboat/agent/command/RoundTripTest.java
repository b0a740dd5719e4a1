package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that write, on a repository of our own. */
class RoundTripTest {

    @TempDir private Path folder;
    private Machine machine;
    private Path home;

    @BeforeEach
    void makeRepositoryAndHome() throws IOException {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        machine =
                new Machine()
                        .set("LIFEBOAT_REPO", repository.toString())
                        .set("LIFEBOAT_PASSWORD", "geheim");
        home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("config.xml"), "<config/>");
        Files.writeString(home.resolve("work.tmp"), "left out");
        assertThat(machine.run("repo", "init")).isZero();
        assertThat(machine.outLines()).first().asString().startsWith("Made the repository ");
    }

    @Test
    void whatIsSavedComesBackAndIsChecked() {
        Path target = folder.resolve("target");

        assertThat(machine.run("backup", home.toString(), "--exclude", "*.tmp", "--tag", "nightly"))
                .isZero();
        assertThat(
                        machine.run(
                                "restore",
                                "latest",
                                "--host",
                                "here",
                                "--tag",
                                "nightly",
                                "--path",
                                home.toString(),
                                "--target",
                                target.toString()))
                .isZero();
        assertThat(machine.run("check", "--read-data")).isZero();
        assertThat(machine.run("unlock")).isZero();

        assertThat(target.resolve("config.xml")).hasContent("<config/>");
        assertThat(target.resolve("work.tmp")).doesNotExist();
        assertThat(machine.outLines())
                .contains("Left out: *.tmp (1).", "Removed 0 locks.")
                .anyMatch(line -> line.startsWith("Saved 1 file, 9 B in "))
                .anyMatch(line -> line.startsWith("Checked 1 snapshot "));
    }

    @Test
    void aSecondRepositoryInTheSamePlaceIsRefused() {
        assertThat(machine.run("repo", "init")).isEqualTo(1);

        assertThat(machine.errLines()).hasSize(2);
    }

    @Test
    void theFolderOfANewRepositoryIsMadeButNotThoseAboveIt() {
        Path made = folder.resolve("made");
        assertThat(machine.run("repo", "init", "--repo", made.toString())).isZero();
        assertThat(made).isDirectoryContaining("glob:**/config");

        Path deep = folder.resolve("not-mounted/repository");
        assertThat(machine.run("repo", "init", "--repo", deep.toString())).isEqualTo(1);
        assertThat(deep.getParent()).doesNotExist();
    }

    @Test
    void aPathThatDoesNotExistIsNotSaved() {
        assertThat(machine.run("backup", folder + "/missing")).isEqualTo(1);

        assertThat(machine.errLines()).hasSize(2).first().asString().contains("/missing");
    }

    @Test
    void aLostIndexIsToldFromLostData() throws IOException {
        assertThat(machine.run("backup", home.toString())).isZero();
        try (Stream<Path> indexes = Files.list(machine.repository().resolve("index"))) {
            for (Path index : indexes.toList()) {
                Files.delete(index);
            }
        }

        assertThat(machine.run("check")).isEqualTo(6);

        assertThat(machine.errLines())
                .anyMatch(line -> line.startsWith("warning: ") && line.contains("(PACK_ORPHANED)"));
        assertThat(machine.errLines().getLast())
                .startsWith("next: an index file is lost")
                .contains("restic repair index");
    }

    @Test
    void damageIsWhatACheckFinds() throws IOException {
        assertThat(machine.run("backup", home.toString(), "--json")).isZero();
        try (Stream<Path> packs = Files.walk(machine.repository().resolve("data"))) {
            packs.filter(Files::isRegularFile).forEach(machine::damage);
        }

        assertThat(machine.run("check", "--read-data")).isEqualTo(6);

        assertThat(machine.errLines()).anyMatch(line -> line.startsWith("error: "));
        assertThat(machine.errLines().get(machine.errLines().size() - 2))
                .startsWith("lifeboat-agent: the repository has ");
        assertThat(machine.errLines().getLast()).startsWith("next: bring the objects");
    }
}
