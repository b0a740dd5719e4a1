package lifeboat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller's data folder is deleted; the recovery kit and the repository bring it back. */
class ControllerLostIT {

    private static final Duration LIMIT = Duration.ofMinutes(3); // agents pause for up to a minute
    private static final String HOST = "master";
    private static final String PLAN = "ci";
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":(\\d+)");

    private Scratch scratch;
    private ControlPlane plane;
    private Path home;
    private Path repository;

    @BeforeEach
    void start() throws Exception {
        Needs.agent();
        Needs.attributes(); // TreeListing asks them
        scratch = Scratch.create("lost");
        home = scratch.resolve("home");
        SampleHome.small().write(home);
        repository = Files.createDirectory(scratch.resolve("repository"));
        Repository place = new Repository(repository.toString(), "correct horse", Map.of());
        new Program(place).init();
        plane = ControlPlane.start(scratch.resolve("plane"), place);
        plane.startAgent(HOST, "master", home);
        Path plan =
                Files.writeString(
                        scratch.resolve("plan.yaml"),
                        """
                        name: %s
                        service:
                          name: ci
                        host: %s
                        paths:
                          - %s
                        repository:
                          name: main
                          url: %s
                        objectives:
                          recoveryPoint: 26h
                          recoveryTime: 3h
                        """
                                .formatted(PLAN, HOST, home, repository));
        Path password = Files.writeString(scratch.resolve("password"), place.password());
        plane.run("plan", "apply", plan.toString(), "--repository-password-file", "" + password)
                .requireSuccess();
    }

    @AfterEach
    void stop() throws Exception {
        if (plane != null) {
            plane.close();
        }
        if (scratch != null) {
            scratch.close();
        }
    }

    @Test
    void aLostControllerComesBackWithAllThatItKnew() throws Exception {
        TreeListing saved = TreeListing.of(home);
        String backup = plane.require("backup", "run", PLAN, "--wait", "-o", "json").text("id");
        Path passphrase = Files.writeString(scratch.resolve("passphrase"), "lantern ferry oat\n");
        Path kit = scratch.resolve("kit.lifeboat");
        plane.run("kit", "export", kit.toString(), "--passphrase-file", passphrase.toString())
                .requireSuccess();
        awaitStateSince(Instant.now());
        long epoch = highestEpoch();

        plane.loseController();

        Path wrong = Files.writeString(scratch.resolve("wrong"), "another passphrase");
        Finished refused = plane.rebuildController(kit, wrong);
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors()).contains("the passphrase does not open the kit");
        assertThat(plane.data()).doesNotExist();
        Finished rebuilt = plane.rebuildController(kit, passphrase).requireSuccess();
        assertThat(rebuilt.text())
                .contains("1 plan, 1 host, 1 operation", "next: lifeboat-controller run --data");
        assertThat(plane.rebuildController(kit, passphrase).errors()).contains("is not empty");

        plane.startController();
        awaitConnected();
        assertThat(plane.run("operation", "list").requireSuccess().text()).contains(backup);
        assertThat(plane.run("audit").requireSuccess().text())
                .contains("controller rebuild", "kit export", "host enrol");
        Scratch.delete(home);
        Json restore =
                plane.require(
                        "restore",
                        "run",
                        PLAN,
                        "--yes",
                        "--reason",
                        "drill",
                        "--wait",
                        "-o",
                        "json");
        assertThat(restore.text("outcome")).startsWith("SUCCEEDED");
        assertThat(saved.differences(TreeListing.of(home), 10)).isEmpty();
        assertThat(highestEpoch()).isGreaterThan(epoch + 1000);
    }

    /** Waits for a saved state; they are named by their time. */
    private void awaitStateSince(Instant time) throws Exception {
        String wanted = time.toString().replace(':', '.').substring(0, 19);
        await(
                "a state saved since " + wanted,
                () -> {
                    Path states = repository.resolve("lifeboat/controller");
                    if (!Files.isDirectory(states)) {
                        return false;
                    }
                    try (Stream<Path> files = Files.walk(states)) {
                        return files.filter(Files::isRegularFile)
                                .anyMatch(
                                        file ->
                                                file.getFileName().toString().compareTo(wanted)
                                                        > 0);
                    }
                });
    }

    private void awaitConnected() throws Exception {
        await(
                "the agent",
                () ->
                        plane.require("host", "show", HOST, "-o", "json")
                                .text("connected")
                                .equals("true"));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - end).as("waiting for %s", what).isNegative();
            Thread.sleep(100);
        }
    }

    /** The highest epoch of a fence in the agent's journal. */
    private long highestEpoch() throws IOException {
        String journal = Files.readString(plane.agentData(HOST).resolve("journal"));
        return EPOCH.matcher(journal)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .max()
                .orElseThrow();
    }
}
