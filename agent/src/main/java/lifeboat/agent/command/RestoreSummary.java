package lifeboat.agent.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;

/** Tells what a restore has done, and what that means. */
final class RestoreSummary {

    private RestoreSummary() {}

    /**
     * @throws CommandException if not all that was asked for is there
     */
    static ExitCode tell(Session session, RestoreRequest request, RestoreReport report) {
        Duration elapsed = session.elapsed();
        session.summarize(
                () -> words(request, report, elapsed),
                json -> {
                    json.writeStringField("snapshot_id", request.snapshot().id().hex());
                    json.writeNumberField("files", report.files());
                    json.writeNumberField("files_written", report.filesWritten());
                    json.writeNumberField("files_kept", report.filesKept());
                    json.writeNumberField("files_deleted", report.filesDeleted());
                    json.writeNumberField("directories", report.directories());
                    json.writeNumberField("bytes", report.bytes());
                    json.writeNumberField("bytes_written", report.bytesWritten());
                    json.writeNumberField("bytes_fetched", report.bytesFetched());
                    json.writeNumberField("mismatches", report.mismatches());
                    json.writeNumberField("errors", report.errors());
                    json.writeNumberField("warnings", report.warnings());
                });
        ExitCode exitCode = ExitCode.of(report);
        return switch (exitCode) {
            case UNPROVEN ->
                    throw new CommandException(
                            exitCode,
                            "RESTORE_UNPROVEN",
                            Amounts.count(report.mismatches(), "restored file", "restored files")
                                    + " read back otherwise than they were saved, named above",
                            "run it again with --into-existing --verify-existing --verify; if that"
                                    + " finds it again, distrust the target's disk (dmesg)");
            case FAILED ->
                    throw new CommandException(
                            exitCode,
                            "RESTORE_INCOMPLETE",
                            "the restore is not complete: "
                                    + Amounts.count(report.errors(), "error", "errors")
                                    + ", named above",
                            "run the same command again; what it then can't restore either, look"
                                    + " for in an older snapshot (lifeboat-agent snapshots)");
            default -> exitCode;
        };
    }

    private static String words(RestoreRequest request, RestoreReport report, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
        lines.add(
                "Restored %s, %s in %s (%s); %s there already."
                        .formatted(
                                Amounts.count(report.filesWritten(), "file", "files"),
                                Amounts.bytes(report.bytesWritten()),
                                Amounts.elapsed(elapsed),
                                Amounts.rate(report.bytesWritten() / seconds),
                                report.filesKept() == 1
                                        ? "1 was"
                                        : Amounts.count(report.filesKept()) + " were"));
        if (request.delete()) {
            lines.add(
                    "Deleted %s that the snapshot does not have."
                            .formatted(Amounts.count(report.filesDeleted(), "entry", "entries")));
        }
        if (report.warnings() > 0) {
            lines.add(Amounts.count(report.warnings(), "warning", "warnings") + ", shown above.");
        }
        if (report.errors() == 0) {
            lines.add(
                    request.verify()
                            ? "Every file was read back and is as it was saved."
                            : "next: the same command with --verify reads every file back and"
                                    + " proves it");
        }
        return String.join("\n", lines);
    }
}
