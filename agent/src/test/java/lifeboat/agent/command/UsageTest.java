package lifeboat.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong before anything is opened. */
class UsageTest {

    @TempDir private Path folder;

    private final Machine machine = new Machine().set("LIFEBOAT_PASSWORD", "geheim");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                                        | lifeboat-agent         | a command is missing
                    restoer                             | lifeboat-agent         | did you mean restore
                    help restoer                        | lifeboat-agent         | restoer
                    repo                                | lifeboat-agent repo    | init or info
                    restore                             | lifeboat-agent restore | --target=DIR
                    restore latest --target             | lifeboat-agent restore | --target
                    restore latest --target x --tier a  | lifeboat-agent restore | --tier
                    restore latest --target x --verfiy  | lifeboat-agent restore | did you mean --verify
                    backup                              | lifeboat-agent backup  | PATH
                    check --read-data-subset 7          | lifeboat-agent check   | not a percentage
                    check --read-data-subset 0%         | lifeboat-agent check   | not a percentage
                    check --read-data-subset 101%       | lifeboat-agent check   | not a percentage
                    check --read-data --read-data-subset 5% | lifeboat-agent check | exclusive
                    snapshots                           | lifeboat-agent snapshots | LIFEBOAT_REPO
                    repo info                           | lifeboat-agent repo info | --repo URL
                    """)
    void oneLineSaysWhatIsWrongAndOneWhereToRead(String words, String command, String cause) {
        String[] arguments = words == null ? new String[0] : words.split(" +");

        assertThat(machine.run(arguments)).isEqualTo(2);

        assertThat(machine.errLines()).hasSize(2);
        assertThat(machine.errLines().get(0)).startsWith("lifeboat-agent: ").contains(cause);
        assertThat(machine.errLines().get(1)).isEqualTo("next: " + command + " --help");
        assertThat(machine.out()).isEmpty();
    }

    @Test
    void programsGetOneObjectToo() {
        assertThat(machine.run("repo", "info", "--json")).isEqualTo(2);

        assertThat(machine.outLines())
                .containsExactly(
                        "{\"message_type\":\"error\",\"code\":\"USAGE\",\"message\":\"no repository is"
                                + " named: give --repo URL or set LIFEBOAT_REPO\",\"next\":"
                                + "\"lifeboat-agent repo info --help\",\"exit_code\":2}");
        assertThat(machine.errLines()).hasSize(2);
    }

    @Test
    void programsGetItThoughTheirOtherWordsCannotBeUnderstood() {
        assertThat(machine.run("restore", "--json", "latest", "--verfiy")).isEqualTo(2);

        assertThat(machine.outLines())
                .singleElement()
                .asString()
                .startsWith("{\"message_type\":\"error\",\"code\":\"USAGE\"");
    }

    @Test
    void aPathMayLookLikeAnOption() {
        assertThat(machine.run("backup", "--", "--json")).isEqualTo(2);

        assertThat(machine.out()).isEmpty();
    }

    @Test
    void withoutAPasswordBothWaysAreNamed() {
        machine.unset("LIFEBOAT_PASSWORD");

        assertThat(machine.run("snapshots", "--repo", folder.toString())).isEqualTo(2);

        assertThat(machine.errLines().get(0)).contains("--password-file FILE", "LIFEBOAT_PASSWORD");
    }

    @Test
    void anEmptyPasswordIsRefused() throws IOException {
        machine.set("LIFEBOAT_PASSWORD", "").set("LIFEBOAT_REPO", folder.toString());
        Path blank = Files.writeString(folder.resolve("blank"), " \n");

        assertThat(machine.run("snapshots")).isEqualTo(4);
        assertThat(machine.run("snapshots", "--password-file", blank.toString())).isEqualTo(4);

        assertThat(machine.errLines().getFirst()).contains("LIFEBOAT_PASSWORD is empty");
    }

    @Test
    void aPasswordFileThatIsNotThereIsNoPassword() {
        String missing = folder.resolve("missing").toString();

        assertThat(machine.run("snapshots", "--repo", "x", "--password-file", missing))
                .isEqualTo(4);

        assertThat(machine.errLines())
                .hasSize(2)
                .first()
                .asString()
                .contains(missing, "NoSuchFileException");
    }

    @Test
    void aPasswordFileForAllEyesIsWarnedOf() throws IOException {
        Path open = Files.writeString(folder.resolve("password"), "geheim");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        String[] arguments = {
            "snapshots", "--repo", folder.toString(), "--password-file", open.toString()
        };
        machine.run(arguments);
        assertThat(machine.errLines().getFirst()).startsWith("warning: ").contains("chmod 600");

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
        Machine other = new Machine();
        other.run(arguments);
        assertThat(other.errLines()).noneMatch(line -> line.contains("warning"));
    }

    @Test
    void aUrlThatIsNoneIsAWrongCommandLineAndItsSecretsStayHidden() {
        assertThat(machine.run("snapshots", "--repo", "ftp://me:secret@host/x")).isEqualTo(2);

        assertThat(machine.errLines()).hasSize(2).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void lettersThatTheLocaleCannotReadAreRefusedBeforeTheyBecomeAPath() {
        assertThat(machine.run("restore", "latest", "--target", "/srv/Zo\ufffd\ufffd"))
                .isEqualTo(2);

        assertThat(machine.errLines().get(1)).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void anInterruptSaysHowToGoOn() {
        machine.set("LIFEBOAT_REPO", folder.toString())
                .stores(
                        (_, _) -> {
                            throw new InterruptedException();
                        });

        assertThat(machine.run("restore", "latest", "--target", "/srv/it's here")).isEqualTo(130);

        assertThat(machine.errLines())
                .containsExactly(
                        "lifeboat-agent: interrupted",
                        "next: to go on, run the same command again: lifeboat-agent restore latest"
                                + " --target '/srv/it'\\''s here'");
    }

    @Test
    void aBugIsOneLineUnlessItsTraceIsAskedFor() {
        machine.set("LIFEBOAT_REPO", folder.toString())
                .stores(
                        (_, _) -> {
                            throw new IllegalStateException("cannot\nhappen");
                        });

        assertThat(machine.run("unlock")).isEqualTo(1);
        assertThat(machine.errLines())
                .hasSize(2)
                .first()
                .isEqualTo("lifeboat-agent: a bug: IllegalStateException: cannot happen");

        machine.set("LIFEBOAT_DEBUG", "1").run("unlock");
        assertThat(machine.errLines()).anyMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void tooLittleMemoryIsNoBug() {
        machine.set("LIFEBOAT_REPO", folder.toString())
                .stores(
                        (_, _) -> {
                            throw new OutOfMemoryError();
                        });

        assertThat(machine.run("unlock")).isEqualTo(1);

        assertThat(machine.errLines().get(0)).contains("memory");
        assertThat(machine.errLines().get(1)).contains("LIFEBOAT_JAVA_OPTS=-Xmx");
    }
}
