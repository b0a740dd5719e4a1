package lifeboat.cli.command;

import lifeboat.cli.output.Amounts;
import lifeboat.cli.output.Details;
import lifeboat.cli.output.Table;
import lifeboat.cli.output.Times;
import lifeboat.proto.control.v1.Snapshot;

/** A snapshot in words. */
final class SnapshotView {

    private SnapshotView() {}

    static Table<Snapshot> table(Times times) {
        return new Table<Snapshot>()
                .column("ID", snapshot -> OperationView.shortId(snapshot.getId()))
                .column("PLAN", Snapshot::getPlan)
                .column("RECOVERY POINT", snapshot -> times.both(snapshot.getRecoveryPoint()))
                .number("FILES", snapshot -> files(snapshot))
                .number("SIZE", snapshot -> size(snapshot))
                .column("REPOSITORY", Snapshot::getRepository)
                .wide("HOST", Snapshot::getHost)
                .wide("PATHS", snapshot -> String.join(" ", snapshot.getPathsList()))
                .wide("TAGS", snapshot -> String.join(" ", snapshot.getTagsList()))
                .wide("BY", Snapshot::getProgramVersion);
    }

    static String details(Snapshot snapshot, Times times) {
        return new Details()
                .add("Snapshot", snapshot.getId())
                .add("Plan", snapshot.getPlan())
                .add("Recovery point", times.both(snapshot.getRecoveryPoint()))
                .add("Repository", snapshot.getRepository())
                .add("Files", files(snapshot))
                .add("Size", size(snapshot))
                .add("Host", snapshot.getHost())
                .add("Paths", String.join("\n", snapshot.getPathsList()))
                .add("Tags", String.join(" ", snapshot.getTagsList()))
                .add("Made by", snapshot.getProgramVersion())
                .add("next", next(snapshot))
                .text();
    }

    private static String next(Snapshot snapshot) {
        return snapshot.getPlan().isEmpty()
                ? ""
                : "lifeboat restore preview %s --snapshot %s"
                        .formatted(snapshot.getPlan(), OperationView.shortId(snapshot.getId()));
    }

    private static String files(Snapshot snapshot) {
        return snapshot.getFiles() == 0 ? "" : Amounts.count(snapshot.getFiles());
    }

    private static String size(Snapshot snapshot) {
        return snapshot.getBytes() == 0 ? "" : Amounts.bytes(snapshot.getBytes());
    }
}
