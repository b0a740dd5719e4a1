package lifeboat.agent.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.step.Outcome;
import lifeboat.agent.step.RepositoryAccess;
import lifeboat.agent.step.Task;
import lifeboat.engine.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    private static final String ID = "ab".repeat(32);

    @TempDir private Path folder;
    private Path home;
    private AllowList allowed;

    @BeforeEach
    void allowHome() throws IOException {
        home = Files.createDirectories(folder.toRealPath().resolve("srv/home"));
        allowed =
                new AllowList(
                        new Allowance(
                                List.of(home.toString()),
                                List.of("s3:https://s3.example/bucket/ci", "/backups/")));
    }

    private static RepositoryAccess access(String url) {
        return new RepositoryAccess(url, ID, Password.of("geheim".toCharArray()));
    }

    @Test
    void thePathItselfAndWhatIsBelowIsAllowed() throws IOException {
        Files.createDirectories(home.resolve("jobs"));

        assertThat(allowed.refusal(home.toString())).isEmpty();
        assertThat(allowed.refusal(home + "/jobs")).isEmpty();
        assertThat(allowed.refusal(home + "/not/yet/there")).isEmpty();
    }

    @Test
    void othersAreNot() {
        for (String path :
                List.of(
                        "/",
                        "/etc",
                        home.getParent().toString(),
                        home + "-other",
                        home + "/../other",
                        home + "/.",
                        "srv/home",
                        "",
                        home + "/a\0b")) {
            assertThat(allowed.refusal(path))
                    .as(path)
                    .hasValueSatisfying(
                            refusal -> assertThat(refusal.code()).isEqualTo("PATH_NOT_ALLOWED"));
        }
    }

    @Test
    void noLinkLeadsOut() throws IOException {
        Files.createSymbolicLink(home.resolve("out"), Path.of("/etc"));
        Files.createSymbolicLink(home.resolve("dangling"), folder.resolve("nowhere"));
        Files.createDirectory(home.resolve("inside"));
        Files.createSymbolicLink(home.resolve("in"), home.resolve("inside"));

        for (String name : List.of("out", "out/ssl", "dangling", "dangling/x", "in", "in/x")) {
            assertThat(allowed.refusal(home + "/" + name))
                    .as(name)
                    .hasValueSatisfying(
                            refusal -> assertThat(refusal.message()).contains("symbolic link"));
        }
    }

    @Test
    void theFilesOwnPathMayPassLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), home);
        Files.createDirectory(home.resolve("jobs"));
        AllowList throughLink = new AllowList(new Allowance(List.of(link.toString()), List.of()));

        assertThat(throughLink.refusal(link + "/jobs")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:https://s3.example/bucket/ci",
                "s3:https://s3.example/bucket/ci/",
                "s3:https://s3.example/bucket/ci/east",
                "/backups/ci",
                "/backups/"
            })
    void repositoriesBelowAPrefixAreAllowed(String url) {
        assertThat(allowed.refusal(access(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:https://s3.example/bucket/ci-other",
                "s3:https://s3.example/bucket",
                "s3:https://s3.example/bucket/ci/../other",
                "s3:https://s3.example/bucket/ci/%2e%2e/other",
                "s3:https://s3.example/bucket/ci?x",
                "s3:http://s3.example/bucket/ci",
                "/backups",
                "/backups/..",
                "/backups/../etc",
                "/etc",
                ""
            })
    void otherRepositoriesAreNot(String url) {
        assertThat(allowed.refusal(access(url)))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.code()).isEqualTo("REPOSITORY_NOT_ALLOWED"));
    }

    @Test
    void aRepositoryNeedsItsIdAndAPassword() {
        RepositoryAccess good = access("/backups/ci");

        assertThat(allowed.refusal(new RepositoryAccess(good.url(), "", good.password())))
                .isPresent();
        assertThat(
                        allowed.refusal(
                                new RepositoryAccess(
                                        good.url(), ID, Password.ofBytes(new byte[0]))))
                .map(Outcome.Failed::mayRepeat)
                .contains(true);
    }

    @Test
    void eachTaskIsHeldAgainstIt() {
        Capabilities capabilities =
                new Capabilities(new Allowance(List.of(home.toString()), List.of("/backups")));
        RepositoryAccess good = access("/backups/ci");
        Task.Restore restore =
                new Task.Restore(
                        good, ID, home.toString(), "", List.of(), false, false, false, false);

        assertThat(capabilities.refusal(restore)).isEmpty();
        assertThat(
                        capabilities.refusal(
                                new Task.Restore(
                                        good,
                                        "abcd",
                                        home.toString(),
                                        "",
                                        List.of(),
                                        false,
                                        false,
                                        false,
                                        false)))
                .map(Outcome.Failed::code)
                .contains("TASK_INVALID");
        assertThat(capabilities.refusal(new Task.Check(good, 2)))
                .map(Outcome.Failed::code)
                .contains("TASK_INVALID");
        assertThat(capabilities.refusal(new Task.Check(access("/etc"), 1)))
                .map(Outcome.Failed::code)
                .contains("REPOSITORY_NOT_ALLOWED");
        assertThat(
                        capabilities.refusal(
                                new Task.Backup(
                                        good,
                                        List.of(home.toString(), "/etc"),
                                        "",
                                        List.of(),
                                        List.of(),
                                        "ci")))
                .map(Outcome.Failed::code)
                .contains("PATH_NOT_ALLOWED");
        assertThat(
                        capabilities.refusal(
                                new Task.Backup(good, List.of(), "", List.of(), List.of(), "ci")))
                .map(Outcome.Failed::code)
                .contains("TASK_INVALID");
    }
}
