package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every mistake gets its exit code, one line of cause and one of what to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private Scratch scratch;
    private S3Server server;
    private Repository repository;

    @BeforeAll
    void start() throws Exception {
        Needs.agent();
        scratch = Scratch.create("bad-input");
        server = S3Server.start(scratch.resolve("s3"));
        repository = Repository.on(server, "bad-input", "good");
        Files.writeString(Files.createDirectory(scratch.resolve("one")).resolve("file"), "one");
        Files.writeString(Files.createDirectory(scratch.resolve("two")).resolve("file"), "two");
        Program program = new Program(repository);
        program.init();
        program.backup(scratch.resolve("one"));
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (scratch != null) {
            scratch.close();
        }
    }

    @Test
    void wrongPassword() throws Exception {
        expect(4, repository.withPassword("wrong"), "snapshots");
    }

    @Test
    void noPassword() throws Exception {
        expect(4, repository.withPassword(""), "snapshots");
    }

    @Test
    void notARepository() throws Exception {
        expect(1, Repository.on(server, "bad-input", "nothing-here"), "snapshots");
    }

    @Test
    void aRepositoryIsThereAlready() throws Exception {
        expect(1, repository, "repo", "init");
    }

    @Test
    void noSuchBucket() throws Exception {
        Repository elsewhere =
                new Repository(
                        "s3:" + server.endpoint() + "/no-such-bucket/prefix",
                        repository.password(),
                        repository.credentials());
        expect(1, elsewhere, "snapshots");
        expect(1, elsewhere, "repo", "init");
    }

    @Test
    void noCredentials() throws Exception {
        Repository anonymous =
                repository
                        .withCredential("AWS_ACCESS_KEY_ID", "")
                        .withCredential("AWS_SECRET_ACCESS_KEY", "")
                        .withCredential("AWS_CONFIG_FILE", "/dev/null")
                        .withCredential("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        expect(4, anonymous, "snapshots");
    }

    @Test
    void wrongCredentials() throws Exception {
        expect(4, repository.withCredential("AWS_SECRET_ACCESS_KEY", "wrong"), "snapshots");
    }

    @Test
    void nobodyAnswers() throws Exception {
        Repository silent =
                new Repository(
                        "s3:http://127.0.0.1:1/bucket/prefix",
                        repository.password(),
                        repository.credentials());
        expect(1, silent, "snapshots");
    }

    @Test
    void unknownSnapshot() throws Exception {
        expect(1, repository, "restore", "0123abcd", "--target", target("unknown"));
        assertThat(scratch.resolve("unknown")).doesNotExist();
    }

    @Test
    void latestOfTwoGroups() throws Exception {
        Repository two = Repository.on(server, "bad-input", "two-groups");
        Program program = new Program(two);
        program.init();
        program.backup(scratch.resolve("one"));
        program.backup(scratch.resolve("two"));

        expect(2, two, "restore", "latest", "--target", target("ambiguous"));
        assertThat(scratch.resolve("ambiguous")).doesNotExist();
    }

    @Test
    void theTargetIsAFile() throws Exception {
        Path file = Files.writeString(scratch.resolve("a-file"), "mine");
        expect(5, repository, "restore", "latest", "--target", file.toString());
        assertThat(file).hasContent("mine");
    }

    @Test
    void theTargetHoldsFiles() throws Exception {
        Path full = Files.createDirectory(scratch.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        expect(5, repository, "restore", "latest", "--target", full.toString());
        assertThat(full).isDirectoryContaining(path -> path.endsWith("mine"));
        assertThat(full.toFile().list()).hasSize(1);
    }

    @Test
    void nothingToSave() throws Exception {
        expect(1, repository, "backup", scratch.resolve("missing").toString());
    }

    @Test
    void notACommand() throws Exception {
        expect(2, repository, "restoer");
        expect(2, repository, "restore");
    }

    private String target(String name) {
        return scratch.resolve(name).toString();
    }

    private static void expect(int exitCode, Repository repository, String... arguments)
            throws Exception {
        Finished finished = new Program(repository).run(arguments);
        List<String> said = finished.errors().lines().filter(line -> !line.isBlank()).toList();
        assertThat(finished.exitCode()).as(finished.errors()).isEqualTo(exitCode);
        assertThat(said).as("a cause and what to do").hasSizeGreaterThanOrEqualTo(2);
        assertThat(finished.errors()).doesNotContain("\tat ", "Exception", S3Server.SECRET_KEY);
    }
}
