package lifeboat.controller;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.recovery.StateFiles;
import lifeboat.controller.recovery.StateSearch.Look;
import lifeboat.controller.recovery.StateSearch.Opened;
import lifeboat.controller.recovery.StateSearch.Unreachable;

/** Says to who has rebuilt a controller what came back from where, what did not, and what next. */
final class RebuildText {

    private RebuildText() {}

    static String of(Rebuild.Report report, Path data) {
        List<String> lines = new ArrayList<>();
        lines.add("Rebuilt %s with the kit of %s:".formatted(data, report.kit().exported()));
        lines.add(
                "  from the kit: the authority's and the sealing key, %s"
                        .formatted(
                                count(report.kit().repositories().size(), "repository password")));
        lines.add("  " + state(report));
        report.looks().forEach(look -> lines.add("  " + line(look)));
        if (report.orphans() > 0) {
            lines.add(
                    "%s open: their hosts will tell what became of them."
                            .formatted(count(report.orphans(), "operation", "was", "were")));
        }
        lines.add("");
        lines.addAll(missing(report, data));
        lines.add("next: lifeboat-controller run --data " + data);
        return String.join("\n", lines) + "\n";
    }

    private static String state(Rebuild.Report report) {
        Rebuild.Counts counts = report.counts();
        return report.state()
                .map(
                        at ->
                                "from the state of %s: %s, %s, %s, %s"
                                        .formatted(
                                                at,
                                                count(counts.plans(), "plan"),
                                                count(counts.hosts(), "host"),
                                                count(counts.operations(), "operation"),
                                                count(counts.auditEntries(), "audit entry")))
                .orElse("no saved state was found: plans, operations and the audit log are lost");
    }

    private static String line(Look look) {
        String name = "repository %s: ".formatted(look.repository().name());
        return switch (look) {
            case Unreachable u -> name + "can't be looked into: " + u.code() + ": " + u.message();
            case Opened o -> name + found(o.found());
        };
    }

    private static String found(StateFiles.Found found) {
        String newest =
                found.newest()
                        .map(saved -> "holds the state of " + saved.at())
                        .orElse("holds no state of this controller");
        return found.unreadable() == 0
                ? newest
                : newest + "; %d newer can't be read".formatted(found.unreadable());
    }

    /** What a person has to see to. */
    private static List<String> missing(Rebuild.Report report, Path data) {
        List<String> lines = new ArrayList<>();
        lines.add("Not in any kit or state: controller.yaml and join tokens.");
        Optional<String> since = report.state().map(at -> "since " + at);
        if (since.isPresent()) {
            lines.add(
                    "What was changed %s is lost: hosts that were removed since can connect again."
                            .formatted(since.get()));
        } else {
            lines.add("Hosts come back by their certificates, removed and replaced ones, too:");
            lines.add(
                    "look at lifeboat host list before you apply a plan; lifeboat host remove NAME");
        }
        if (report.looks().stream().anyMatch(Unreachable.class::isInstance)) {
            lines.add(
                    "A repository that can't be looked into may hold a newer state. To look again:"
                            + " rm -r %s, and repeat".formatted(data));
        }
        return lines;
    }

    private static String count(int number, String what) {
        String plural =
                what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return "%,d %s".formatted(number, number == 1 ? what : plural);
    }

    private static String count(int number, String what, String one, String many) {
        return count(number, what) + " " + (number == 1 ? one : many);
    }
}
