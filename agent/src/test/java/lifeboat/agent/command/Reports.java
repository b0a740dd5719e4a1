package lifeboat.agent.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.engine.BackupReport;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Snapshot;

/** Reports as the engine makes them. */
final class Reports {

    private Reports() {}

    static BackupReport backup(long errors, long warnings) {
        return new BackupReport(
                snapshot(0xab),
                Optional.of(snapshot(0xcd)),
                new Snapshot.Counts(
                        new Snapshot.Changes(12, 3, 81_999),
                        new Snapshot.Changes(4, 5, 600),
                        70,
                        8,
                        4_100_000,
                        1_200_000,
                        82_014,
                        513_000_000),
                Map.of("*.tmp", 17L, "/cache", 1L),
                List.of("changed"),
                List.of(),
                errors > 0 ? List.of("unreadable") : List.of(),
                errors,
                warnings);
    }

    static Snapshot snapshot(int firstByte) {
        return new Snapshot(
                new ObjectId((long) firstByte << 56, 0, 0, 0),
                Instant.EPOCH,
                new ObjectId(1, 2, 3, 4),
                List.of("/srv"),
                "ci",
                "root",
                List.of(),
                "",
                Optional.empty(),
                Optional.empty());
    }
}
