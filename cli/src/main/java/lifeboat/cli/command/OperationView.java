package lifeboat.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Details;
import lifeboat.cli.output.Times;
import lifeboat.cli.output.Words;
import lifeboat.proto.control.v1.Failure;
import lifeboat.proto.control.v1.HomeState;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.Phase;
import lifeboat.proto.control.v1.Problem;
import lifeboat.proto.control.v1.Summary;

/** An operation in words. */
final class OperationView {

    /** More are in {@code operation show -o json}. */
    private static final int PROBLEMS_SHOWN = 10;

    private static final int SNAPSHOT_DIGITS = 8;

    private OperationView() {}

    /** Of one that was just started and is left alone. */
    static String started(Operation operation) {
        return "Started %s.\nIt goes on; come back with: %s operation watch %s"
                .formatted(title(operation), Program.NAME, operation.getId());
    }

    /** Such as {@code restore r-7f3k2q9d of jenkins on ci-master-1}. */
    static String title(Operation operation) {
        String plan = operation.getPlan().isEmpty() ? "" : " of " + operation.getPlan();
        String host = operation.getHost().isEmpty() ? "" : " on " + operation.getHost();
        return Words.of(operation.getKind()) + " " + operation.getId() + plan + host;
    }

    /** Of one that has ended: what came of it, what to know, what to do. */
    static String result(Operation operation) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: %s in %s"
                        .formatted(
                                title(operation),
                                Words.of(operation.getOutcome()),
                                Amounts.elapsed(duration(operation))));
        if (operation.hasSummary()) {
            lines.add("  " + counts(operation));
        }
        if (!operation.getSnapshotId().isEmpty()) {
            lines.add("  snapshot " + shortId(operation.getSnapshotId()));
        }
        if (operation.getHome() != HomeState.HOME_STATE_UNSPECIFIED) {
            lines.add("  " + target(operation) + ": " + home(operation.getHome()));
        }
        lines.addAll(problems(operation.getSummary()));
        if (operation.hasFailure()) {
            lines.addAll(failure(operation.getFailure()));
        }
        return String.join("\n", lines);
    }

    /** All that is known of one. */
    static String details(Operation operation, Times times) {
        boolean ended = operation.getPhase() == Phase.PHASE_DONE;
        Details details =
                new Details()
                        .add("Operation", title(operation))
                        .add("Stands", stands(operation))
                        .add("Started", times.both(operation.getCreated()) + by(operation))
                        .addIf(ended, "Ended", () -> times.both(operation.getEnded()))
                        .addIf(ended, "Took", () -> Amounts.elapsed(duration(operation)))
                        .add("Reason", operation.getReason())
                        .add("Snapshot", operation.getSnapshotId())
                        .add("Target", operation.getTarget())
                        .addIf(
                                operation.getHome() != HomeState.HOME_STATE_UNSPECIFIED,
                                "Home",
                                () -> home(operation.getHome()))
                        .addIf(operation.hasSummary(), "Came to", () -> counts(operation))
                        .addIf(operation.getAttempt() > 1, "Attempt", () -> attempt(operation));
        List<String> rest = new ArrayList<>(problems(operation.getSummary()));
        if (operation.hasFailure()) {
            rest.addAll(failure(operation.getFailure()));
        }
        if (!ended) {
            rest.add("next: " + Program.NAME + " operation watch " + operation.getId());
        }
        return details.text() + String.join("\n", rest);
    }

    private static String attempt(Operation operation) {
        return Integer.toUnsignedString(operation.getAttempt());
    }

    /** The outcome, or else how far it is. */
    static String stands(Operation operation) {
        if (operation.getPhase() == Phase.PHASE_DONE) {
            return Words.of(operation.getOutcome());
        }
        var progress = operation.getProgress();
        String share =
                progress.getExpectedBytes() > 0
                        ? " %d%%"
                                .formatted(
                                        (int)
                                                Math.min(
                                                        100,
                                                        100.0
                                                                * progress.getDoneBytes()
                                                                / progress.getExpectedBytes()))
                        : "";
        String work = progress.getPhase().isEmpty() ? "" : ", " + progress.getPhase() + share;
        return Words.of(operation.getPhase()) + work;
    }

    private static String by(Operation operation) {
        return operation.getStartedBy().isEmpty() ? "" : " by " + operation.getStartedBy();
    }

    static Duration duration(Operation operation) {
        return Duration.between(
                Times.instant(operation.getCreated()), Times.instant(operation.getEnded()));
    }

    static String shortId(String snapshot) {
        return snapshot.substring(0, Math.min(SNAPSHOT_DIGITS, snapshot.length()));
    }

    private static String counts(Operation operation) {
        Summary summary = operation.getSummary();
        List<String> parts = new ArrayList<>();
        parts.add(Amounts.count(summary.getFiles(), "file", "files"));
        parts.add(Amounts.bytes(summary.getBytes()));
        if (summary.getUnchangedFiles() > 0) {
            parts.add(Amounts.count(summary.getUnchangedFiles()) + " unchanged");
        }
        if (summary.getChangedFiles() > 0) {
            parts.add(Amounts.count(summary.getChangedFiles()) + " to change");
        }
        if (summary.getDeletedFiles() > 0) {
            parts.add(Amounts.count(summary.getDeletedFiles()) + " deleted");
        }
        if (summary.getTransferredBytes() > 0) {
            parts.add(Amounts.bytes(summary.getTransferredBytes()) + " transferred");
        }
        if (summary.getErrors() > 0) {
            parts.add(Amounts.count(summary.getErrors(), "error", "errors"));
        }
        if (summary.getWarnings() > 0) {
            parts.add(Amounts.count(summary.getWarnings(), "warning", "warnings"));
        }
        return String.join(", ", parts);
    }

    private static String target(Operation operation) {
        return operation.getTarget().isEmpty() ? "target" : operation.getTarget();
    }

    private static String home(HomeState home) {
        return switch (home) {
            case HOME_STATE_UNTOUCHED -> "UNTOUCHED, nothing was written";
            case HOME_STATE_OLD -> "OLD, what was there before";
            case HOME_STATE_NEW -> "NEW, what was restored";
            case HOME_STATE_UNSPECIFIED, UNRECOGNIZED -> "?";
        };
    }

    private static List<String> problems(Summary summary) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : summary.getProblemsList().stream().limit(PROBLEMS_SHOWN).toList()) {
            String where = problem.getSubject().isEmpty() ? "" : problem.getSubject() + ": ";
            lines.add(
                    "%s: %s%s (%s)"
                            .formatted(
                                    problem.getError() ? "error" : "warning",
                                    where,
                                    problem.getMessage(),
                                    problem.getCode()));
        }
        long more = summary.getErrors() + summary.getWarnings() - lines.size();
        if (more > 0 && !lines.isEmpty()) {
            lines.add("… and " + Amounts.count(more, "more problem", "more problems"));
        }
        return lines;
    }

    private static List<String> failure(Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("because: %s (%s)".formatted(failure.getMessage(), failure.getCode()));
        if (!failure.getNext().isEmpty()) {
            lines.add("next: " + failure.getNext());
        }
        return lines;
    }
}
