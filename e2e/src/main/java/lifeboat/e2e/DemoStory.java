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

    private final Path home;
    private final Program program;

    DemoStory(Path work, Repository repository) {
        this.home = work.resolve("jenkins_home");
        this.program = new Program(repository);
    }

    /** Runs the whole story; whether the restored home is the lost one. */
    boolean tell(Optional<Path> original) throws IOException, InterruptedException {
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
        TreeListing atFirst = TreeListing.of(home);
        say("  %s lies in %s.", size(atFirst), home);

        say("%nMonday night. First backup, to %s.", program.repository().url());
        program.init();
        Finished firstRun = program.require("backup", home.toString(), "--json");
        String first = Summary.of(firstRun).text("snapshot_id");
        say("  Snapshot %s. %s", shorten(first), pace(firstRun, atFirst));

        if (original.isEmpty()) {
            say("%nTuesday. Work goes on: %s.", SAMPLE.workOneDay(home));
        } else {
            Files.writeString(home.resolve("lifeboat-demo.txt"), "written between two backups\n");
            say("%nTuesday. Work goes on: a new file, lifeboat-demo.txt.");
        }
        TreeListing before = TreeListing.of(home);
        Finished secondRun = program.require("backup", home.toString(), "--json");
        String second = Summary.of(secondRun).text("snapshot_id");
        say(
                "  Second backup, only what changed. Snapshot %s. %s",
                shorten(second), pace(secondRun, before));

        say("%nWednesday, 3 a.m. The volume is gone.");
        Scratch.delete(home);
        say("  %s: %s.", home, Files.exists(home) ? "still there?" : "no such directory");

        say("%nOne command: lifeboat agent restore latest --path %s --target %s", home, home);
        Finished restore = program.require(Program.restoreArguments("latest", home, home));
        say("  Back. %s", pace(restore, before));

        say(
                "%nIs it the same? Comparing every name, byte, mode, owner, time and link with Tuesday's,");
        say("by find, sha256sum and getfattr, which know nothing of Lifeboat.");
        TreeListing after = TreeListing.of(home);
        List<String> differences = before.differences(after, 10);
        differences.forEach(difference -> say("  %s", difference));
        report(first, second, before, after, firstRun, secondRun, restore);
        say(
                differences.isEmpty()
                        ? "%nVERDICT: recovered. %s, identical, in %.1f seconds."
                        : "%nVERDICT: NOT recovered: the restored home differs.%n",
                size(after),
                restore.wallSeconds());
        return differences.isEmpty();
    }

    private static void report(
            String first,
            String second,
            TreeListing before,
            TreeListing after,
            Finished firstRun,
            Finished secondRun,
            Finished restore)
            throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(REPORT, StandardCharsets.UTF_8))
                        .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("first_snapshot_id", first);
            json.writeStringField("second_snapshot_id", second);
            json.writeNumberField("files", after.files());
            json.writeNumberField("bytes", after.bytes());
            json.writeStringField("tree_sha256_before", before.hash());
            json.writeStringField("tree_sha256_after", after.hash());
            json.writeNumberField("first_backup_seconds", firstRun.wallSeconds());
            json.writeNumberField("second_backup_seconds", secondRun.wallSeconds());
            json.writeNumberField("restore_seconds", restore.wallSeconds());
            json.writeNumberField("restore_peak_bytes", restore.peakBytes());
            json.writeEndObject();
        }
    }

    private static String size(TreeListing tree) {
        return String.format(Locale.ROOT, "%,d files, %.1f MB", tree.files(), tree.bytes() / 1e6);
    }

    private static String pace(Finished run, TreeListing tree) {
        return String.format(
                Locale.ROOT,
                "%.1f s: %,.0f files and %.0f MB a second, %.0f MiB of memory.",
                run.wallSeconds(),
                tree.files() / run.wallSeconds(),
                tree.bytes() / 1e6 / run.wallSeconds(),
                run.peakBytes() / 1048576.0);
    }

    private static String shorten(String id) {
        return id.substring(0, Math.min(8, id.length()));
    }

    private static void say(String line, Object... facts) {
        System.out.printf(Locale.ROOT, line + "%n", facts);
    }
}
