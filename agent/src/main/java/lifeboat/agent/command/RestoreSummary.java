package lifeboat.agent.command;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import lifeboat.agent.output.Amounts;
import lifeboat.engine.RestoreReport;
import lifeboat.engine.RestoreRequest;
import lifeboat.engine.Snapshot;

/**
 * Tells what a restore has done, and what that means.
 *
 * @param unreadable snapshot files that could not be read when the snapshot was chosen
 * @param elapsed since the command began
 * @param copying the part of it that the rate is of
 */
record RestoreSummary(
        RestoreRequest request,
        RestoreReport report,
        List<String> unreadable,
        Duration elapsed,
        Duration copying) {

    /**
     * @throws CommandException if not all that was asked for is there
     */
    ExitCode tell(Session session) {
        session.summarize(
                this::words,
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
                    Session.writeSeconds(json, "copy_seconds", copying);
                    json.writeNumberField("bytes_per_second", Math.round(bytesPerSecond()));
                    json.writeNumberField("mismatches", report.mismatches());
                    json.writeNumberField("errors", report.errors());
                    json.writeNumberField("warnings", report.warnings());
                });
        ExitCode exitCode = ExitCode.of(report);
        return switch (exitCode) {
            case UNPROVEN -> throw unproven();
            case FAILED -> throw isWhole() ? perhapsNotTheNewest() : incomplete();
            default -> exitCode;
        };
    }

    private double bytesPerSecond() {
        return copying.isZero() ? 0 : report.bytesWritten() / (copying.toNanos() / 1e9);
    }

    /** Whether all that went wrong went wrong before the snapshot was chosen. */
    private boolean isWhole() {
        return report.errors() == unreadable.size();
    }

    private CommandException unproven() {
        return new CommandException(
                ExitCode.UNPROVEN,
                "RESTORE_UNPROVEN",
                Amounts.count(report.mismatches(), "restored file", "restored files")
                        + " read back otherwise than they were saved, named above",
                "run it again with --into-existing --verify-existing --verify; if that finds it"
                        + " again, distrust the target's disk (dmesg)");
    }

    private CommandException incomplete() {
        return new CommandException(
                ExitCode.FAILED,
                "RESTORE_INCOMPLETE",
                "the restore is not complete: "
                        + Amounts.count(report.errors(), "error", "errors")
                        + ", named above",
                "run the same command again; what it then can't restore either, look for in an"
                        + " older snapshot (lifeboat-agent snapshots)");
    }

    private CommandException perhapsNotTheNewest() {
        Snapshot snapshot = request.snapshot();
        return new CommandException(
                ExitCode.FAILED,
                "SNAPSHOT_UNREADABLE",
                "snapshot %s of %s is restored whole, but there may be a newer one: %s can't be read"
                        .formatted(
                                snapshot.id().shortHex(),
                                snapshot.time().truncatedTo(ChronoUnit.SECONDS),
                                unreadable.size() == 1
                                        ? unreadable.getFirst()
                                        : Amounts.count(unreadable.size())
                                                + " snapshot files, named above,"),
                "if %s is the one you want, all is done; else bring what can't be read back from a"
                                .formatted(snapshot.id().shortHex())
                        + " copy of the repository, and run the same command with --into-existing");
    }

    String words() {
        List<String> lines = new ArrayList<>();
        String rate =
                bytesPerSecond() < 1
                        ? ""
                        : " (copy %s, %s)"
                                .formatted(
                                        Amounts.elapsed(copying), Amounts.rate(bytesPerSecond()));
        lines.add(
                "Restored %s, %s in %s%s; %s there already."
                        .formatted(
                                Amounts.count(report.filesWritten(), "file", "files"),
                                Amounts.bytes(report.bytesWritten()),
                                Amounts.elapsed(elapsed),
                                rate,
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
        if (isWhole()) {
            lines.add(
                    request.verify()
                            ? "Every file was read back and is as it was saved."
                            : "next: the same command with --verify reads every file back and"
                                    + " proves it");
        }
        return String.join("\n", lines);
    }
}
