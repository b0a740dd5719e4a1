package lifeboat.agent.command;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.BackupReport;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.Snapshot;

/** Tells what a backup has done: in words, and in fields named as restic names them. */
final class BackupSummary {

    private BackupSummary() {}

    static void write(BackupReport report, JsonGenerator json) throws IOException {
        Snapshot.Counts counts = report.counts();
        json.writeStringField("snapshot_id", report.snapshot().id().hex());
        if (report.parent().isPresent()) {
            json.writeStringField("parent_id", report.parent().get().id().hex());
        }
        json.writeNumberField("files_new", counts.files().added());
        json.writeNumberField("files_changed", counts.files().changed());
        json.writeNumberField("files_unmodified", counts.files().unmodified());
        json.writeNumberField("dirs_new", counts.directories().added());
        json.writeNumberField("dirs_changed", counts.directories().changed());
        json.writeNumberField("dirs_unmodified", counts.directories().unmodified());
        json.writeNumberField("data_blobs", counts.dataBlobs());
        json.writeNumberField("tree_blobs", counts.treeBlobs());
        json.writeNumberField("data_added", counts.addedBytes());
        json.writeNumberField("data_added_packed", counts.addedPackedBytes());
        json.writeNumberField("total_files_processed", counts.totalFiles());
        json.writeNumberField("total_bytes_processed", counts.totalBytes());
        json.writeObjectFieldStart("excluded_by_rule");
        for (Map.Entry<String, Long> rule : sorted(report.excludedByRule())) {
            json.writeNumberField(rule.getKey(), rule.getValue());
        }
        json.writeEndObject();
        writeAll(json, "changed_while_read", report.changedWhileRead());
        writeAll(json, "vanished", report.vanished());
        writeAll(json, "unreadable", report.unreadable());
        json.writeNumberField("errors", report.errors());
        json.writeNumberField("warnings", report.warnings());
    }

    private static void writeAll(JsonGenerator json, String name, List<String> paths)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String path : paths) {
            json.writeString(path);
        }
        json.writeEndArray();
    }

    static String words(BackupReport report, Duration elapsed) {
        Snapshot.Counts counts = report.counts();
        List<String> lines = new ArrayList<>();
        lines.add(
                "Saved %s, %s in %s: %s new, %s changed, %s as before."
                        .formatted(
                                Amounts.count(counts.totalFiles(), "file", "files"),
                                Amounts.bytes(counts.totalBytes()),
                                Amounts.elapsed(elapsed),
                                Amounts.count(counts.files().added()),
                                Amounts.count(counts.files().changed()),
                                Amounts.count(counts.files().unmodified())));
        lines.add(
                "The repository grew by %s (%s before compression)."
                        .formatted(
                                Amounts.bytes(counts.addedPackedBytes()),
                                Amounts.bytes(counts.addedBytes())));
        if (!report.excludedByRule().isEmpty()) {
            lines.add("Left out: " + leftOut(report.excludedByRule()) + ".");
        }
        flaw(lines, report.unreadable(), "could not be read and are not in the snapshot");
        flaw(lines, report.vanished(), "vanished before they were read");
        flaw(lines, report.changedWhileRead(), "changed while they were read");
        String parent =
                report.parent()
                        .map(Snapshot::id)
                        .map(ObjectId::shortHex)
                        .map(id -> ", after " + id)
                        .orElse("");
        lines.add("Snapshot " + report.snapshot().id().shortHex() + parent + ".");
        lines.add("next: lifeboat-agent check, now and then");
        return String.join("\n", lines);
    }

    private static void flaw(List<String> lines, List<String> paths, String what) {
        if (!paths.isEmpty()) {
            String more = paths.size() < Progress.PROBLEMS_KEPT ? "" : " or more";
            lines.add("Files that " + what + ": " + Amounts.count(paths.size()) + more + ".");
        }
    }

    private static String leftOut(Map<String, Long> rules) {
        return sorted(rules).stream()
                .map(rule -> rule.getKey() + " (" + Amounts.count(rule.getValue()) + ")")
                .collect(joining(", "));
    }

    private static List<Map.Entry<String, Long>> sorted(Map<String, Long> rules) {
        return rules.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
