package lifeboat.e2e;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The demo, told as it happens; its facts also go to {@code demo.json}. */
final class DemoStory {

    private static final SampleHome SAMPLE = SampleHome.medium();
    private static final Path REPORT = Path.of("demo.json");
    private static final Duration RESTORE_LIMIT = Duration.ofMinutes(30);
    private static final String MASTER = "jenkins-master";
    private static final String PLAN = "jenkins";
    private static final List<String> METRICS =
            List.of(
                    "lifeboat_backup_last_recovery_point_timestamp_seconds",
                    "lifeboat_rpo_objective_seconds",
                    "lifeboat_restore_last");

    private final Path work;
    private final Path home;
    private final Repository repository;
    private final ControlPlane plane;

    DemoStory(Path work, Repository repository, ControlPlane plane) {
        this.work = work;
        this.home = work.resolve("jenkins_home");
        this.repository = repository;
        this.plane = plane;
    }

    /** Runs the whole story; whether the restored home is the lost one. */
    boolean tell(Optional<Path> original) throws IOException, InterruptedException {
        makeHome(original);
        TreeListing atFirst = TreeListing.of(home);
        say("  %s lies in %s.", size(atFirst), home);

        say(
                "%nA controller listens on %s. An agent joins on the master, one in each",
                plane.address());
        say("of two slaves, each with a token of its own.");
        plane.startAgent(MASTER, "master", home);
        plane.startAgent("slave-1", "slave", work.resolve("none"));
        plane.startAgent("slave-2", "slave", work.resolve("none"));
        new Program(repository).init();
        say("A recovery plan says what is protected: %s.", plane.applyPlan(PLAN, MASTER, home));

        say("%nMonday night. First backup, to %s.", repository.url());
        Json firstBackup = backup();
        if (original.isEmpty()) {
            say("%nTuesday. Work goes on: %s.", SAMPLE.workOneDay(home));
        } else {
            Files.writeString(home.resolve("lifeboat-demo.txt"), "written between two backups\n");
            say("%nTuesday. Work goes on: a new file, lifeboat-demo.txt.");
        }
        TreeListing before = TreeListing.of(home);
        Json secondBackup = backup();

        say("%nWednesday, 3 a.m. The volume is gone.");
        Scratch.delete(home);
        say("  %s: %s.", home, Files.exists(home) ? "still there?" : "no such directory");
        say("%nWhat does Lifeboat say? lifeboat status");
        LiveOutput.indent(plane.run("status").requireSuccess().text());

        Restored restored = restore();
        showMetrics();

        say("%nIs it the same? Comparing every name, byte, mode, owner, time and link with");
        say("Tuesday's, by find, sha256sum and getfattr, which know nothing of Lifeboat.");
        TreeListing after = TreeListing.of(home);
        List<String> differences = before.differences(after, 10);
        differences.forEach(difference -> say("  %s", difference));
        report(firstBackup, secondBackup, restored, before, after);
        say(
                differences.isEmpty()
                        ? "%nVERDICT: recovered. %s, identical, in %.1f seconds."
                        : "%nVERDICT: NOT recovered: the restored home differs. %s, %.1f seconds.",
                size(after),
                restored.seconds());
        return differences.isEmpty();
    }

    /** Tells what can be tried by hand while all of it runs. */
    void tellWhatToTry() {
        say("%nAll of it goes on running. In another terminal:");
        say("  export LIFEBOAT_CONTROLLER=%s", plane.address());
        say("  export LIFEBOAT_IDENTITY=%s", plane.identity());
        say("  ./lifeboat status");
        say("  ./lifeboat restore preview %s", PLAN);
        say("  rm -rf %s", home);
        say("  ./lifeboat restore run %s", PLAN);
        say("  ./lifeboat operation list");
        say("  ./lifeboat doctor");
        say("  curl -s http://%s/metrics", plane.metricsAddress());
        say("%nCtrl-C here ends all of it and deletes %s.", work);
    }

    private void makeHome(Optional<Path> original) throws IOException, InterruptedException {
        if (original.isPresent()) {
            say("Copying %s, so that nothing of yours is touched.", original.get());
            Command.of("cp", "-a", original.get() + "/.", Files.createDirectory(home).toString())
                    .run(Duration.ofHours(1))
                    .requireSuccess();
        } else {
            say(
                    "Making up a Jenkins home: %d jobs, %d builds each.",
                    SAMPLE.jobs(), SAMPLE.builds());
            SAMPLE.write(home);
        }
    }

    private Json backup() throws IOException, InterruptedException {
        Json operation = plane.require("backup", "run", PLAN, "--wait", "-o", "json");
        say(
                "  Operation %s: %s. Snapshot %s, %,d files.",
                operation.text("id"),
                operation.text("outcome"),
                shorten(operation.text("snapshot_id")),
                operation.number("summary.files"));
        return operation;
    }

    private record Restored(Json operation, KillPoint kill, double seconds) {}

    /** How far a restore had come when the agent was killed. */
    private record KillPoint(String phase, long files, long bytes) {}

    private Restored restore() throws IOException, InterruptedException {
        say("%nOne command: lifeboat restore run %s", PLAN);
        long start = System.nanoTime();
        Json asked =
                plane.require(
                        "restore",
                        "run",
                        PLAN,
                        "--yes",
                        "--reason",
                        "the volume is gone",
                        "-o",
                        "json");
        String id = asked.text("id");
        KillPoint kill;
        try (Running watch = plane.command("operation", "watch", id).start()) {
            LiveOutput live = new LiveOutput(watch);
            kill = killInTheMiddle(id, live);
            live.showUntilEnd(RESTORE_LIMIT);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Json ended = plane.require("operation", "show", id, "-o", "json");
        say("%nWhat happened, from the operation's journal: lifeboat operation log %s", id);
        LiveOutput.indent(plane.run("operation", "log", id).requireSuccess().text());
        return new Restored(ended, kill, seconds);
    }

    /** Kills the agent once a third of the files is restored, and starts it again. */
    private KillPoint killInTheMiddle(String id, LiveOutput live)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + RESTORE_LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            live.show();
            Json now = plane.require("operation", "show", id, "-o", "json");
            long expected = now.number("progress.expected_files");
            long done = now.number("progress.done_files");
            boolean ended = now.text("phase").equals("DONE");
            if (ended || (expected > 0 && done * 3 > expected)) {
                plane.killAgent(MASTER);
                live.show();
                say(
                        "  %,d of %,d files are back. Now the agent is killed (kill -9), and started again.",
                        done, expected);
                plane.restartAgent(MASTER);
                return new KillPoint(
                        now.text("progress.phase"), done, now.number("progress.done_bytes"));
            }
        }
        throw new IOException(
                id + " came no further; lifeboat operation log " + id + " tells more");
    }

    /** What Prometheus would see now, of the plan. */
    private void showMetrics() throws IOException, InterruptedException {
        say("%nWhat Prometheus sees, at http://%s/metrics, of this plan:", plane.metricsAddress());
        plane.metrics()
                .lines()
                .filter(line -> line.contains("plan=\"" + PLAN + "\""))
                .filter(line -> METRICS.stream().anyMatch(line::startsWith))
                .forEach(line -> say("  %s", line));
    }

    private static void report(
            Json first, Json second, Restored restored, TreeListing before, TreeListing after)
            throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(REPORT, StandardCharsets.UTF_8))
                        .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("first_backup_operation_id", first.text("id"));
            json.writeStringField("first_snapshot_id", first.text("snapshot_id"));
            json.writeStringField("second_backup_operation_id", second.text("id"));
            json.writeStringField("second_snapshot_id", second.text("snapshot_id"));
            json.writeStringField("restore_operation_id", restored.operation().text("id"));
            json.writeStringField("restore_outcome", restored.operation().text("outcome"));
            json.writeArrayFieldStart("kill_points");
            json.writeStartObject();
            json.writeStringField("operation_id", restored.operation().text("id"));
            json.writeStringField("killed", "agent");
            json.writeStringField("phase", restored.kill().phase());
            json.writeNumberField("files", restored.kill().files());
            json.writeNumberField("bytes", restored.kill().bytes());
            json.writeEndObject();
            json.writeEndArray();
            json.writeNumberField("files", after.files());
            json.writeNumberField("bytes", after.bytes());
            json.writeStringField("tree_sha256_before", before.hash());
            json.writeStringField("tree_sha256_after", after.hash());
            json.writeNumberField("restore_seconds", restored.seconds());
            json.writeEndObject();
        }
    }

    private static String size(TreeListing tree) {
        return String.format(Locale.ROOT, "%,d files, %.1f MB", tree.files(), tree.bytes() / 1e6);
    }

    private static String shorten(String id) {
        return id.substring(0, Math.min(8, id.length()));
    }

    private static void say(String line, Object... facts) {
        System.out.printf(Locale.ROOT, line + "%n", facts);
    }
}
