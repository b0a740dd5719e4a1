package lifeboat.cli.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.proto.control.v1.Operation;
import lifeboat.proto.control.v1.Progress;

/**
 * How far an operation is, in words.
 *
 * @param quiet since anything last moved
 */
record ProgressText(Operation operation, Duration quiet) {

    private static final int BAR = 30;

    /** Progress comes once a second; what is later than this is worth a word. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(5);

    /** One line for a log. */
    String line() {
        List<String> parts = new ArrayList<>();
        parts.add(operation.getId() + " " + phase());
        share().ifPresent(share -> parts.add("%d%%".formatted((int) (100 * share))));
        parts.addAll(amounts());
        parts.addAll(pace());
        if (quiet.compareTo(WORTH_A_WORD) >= 0) {
            parts.add(stillness());
        }
        waits().ifPresent(parts::add);
        return String.join(", ", parts);
    }

    /** Some lines for a terminal. */
    List<String> block() {
        List<String> lines = new ArrayList<>();
        String plan = operation.getPlan().isEmpty() ? "" : " of " + operation.getPlan();
        lines.add(
                "%s %s%s on %s: %s"
                        .formatted(
                                Words.of(operation.getKind()),
                                operation.getId(),
                                plan,
                                operation.getHost(),
                                phase()));
        if (share().isPresent() || !amounts().isEmpty()) {
            String bar = share().map(ProgressText::bar).orElse("");
            lines.add("  " + bar + String.join(", ", amounts()));
        }
        if (!pace().isEmpty()) {
            lines.add("  " + String.join(", ", pace()));
        }
        if (operation.getProgress().hasLastProgress()) {
            lines.add("  " + stillness());
        }
        waits().ifPresent(wait -> lines.add("  " + wait));
        lines.add("  Ctrl-C leaves it running");
        return lines;
    }

    private String phase() {
        String work = progress().getPhase();
        return Words.of(operation.getPhase()) + (work.isEmpty() ? "" : ", " + work);
    }

    private List<String> amounts() {
        List<String> parts = new ArrayList<>();
        if (progress().getExpectedBytes() > 0) {
            parts.add(
                    "%s of %s"
                            .formatted(
                                    Amounts.bytes(progress().getDoneBytes()),
                                    Amounts.bytes(progress().getExpectedBytes())));
        } else if (progress().getDoneBytes() > 0) {
            parts.add(Amounts.bytes(progress().getDoneBytes()));
        }
        if (progress().getExpectedFiles() > 0) {
            parts.add(
                    "%s of %s"
                            .formatted(
                                    Amounts.count(progress().getDoneFiles()),
                                    Amounts.count(progress().getExpectedFiles(), "file", "files")));
        } else if (progress().getDoneFiles() > 0) {
            parts.add(Amounts.count(progress().getDoneFiles(), "file", "files"));
        }
        return parts;
    }

    private List<String> pace() {
        List<String> parts = new ArrayList<>();
        if (progress().getBytesPerSecond() > 0) {
            parts.add(Amounts.rate(progress().getBytesPerSecond()));
        }
        remaining().ifPresent(time -> parts.add(Amounts.clock(time) + " left"));
        String limit =
                switch (progress().getLimitedBy()) {
                    case "store" -> "network";
                    case "cpu" -> "CPU";
                    default -> progress().getLimitedBy();
                };
        if (!limit.isEmpty()) {
            parts.add("limited by " + limit);
        }
        return parts;
    }

    private String stillness() {
        if (progress().getStalledBecause().isEmpty()) {
            return "last progress " + Times.length(quiet) + " ago";
        }
        return "nothing has moved for %s: %s"
                .formatted(Times.length(quiet), progress().getStalledBecause());
    }

    /** While it runs, a failure is what it waits for. */
    private Optional<String> waits() {
        return operation.hasFailure()
                ? Optional.of("waits: " + operation.getFailure().getMessage())
                : Optional.empty();
    }

    /** Both times are of the controller's side, and so are told apart by its clock alone. */
    private Optional<Duration> remaining() {
        if (!progress().hasExpectedEnd() || !progress().hasLastProgress()) {
            return Optional.empty();
        }
        Duration left =
                new Times(Times.instant(progress().getLastProgress()))
                        .age(progress().getExpectedEnd())
                        .negated()
                        .minus(quiet);
        return left.isNegative() ? Optional.empty() : Optional.of(left);
    }

    /** From 0 to 1; empty while the total is not known. */
    private Optional<Double> share() {
        return progress().getExpectedBytes() == 0
                ? Optional.empty()
                : Optional.of(
                        Math.min(
                                1.0,
                                (double) progress().getDoneBytes()
                                        / progress().getExpectedBytes()));
    }

    private static String bar(double share) {
        int full = (int) (BAR * share);
        return "[%s%s] %3d%%  "
                .formatted("#".repeat(full), "-".repeat(BAR - full), (int) (100 * share));
    }

    private Progress progress() {
        return operation.getProgress();
    }
}
