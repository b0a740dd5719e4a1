package lifeboat.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backup did.
 *
 * @param snapshot the new snapshot; it exists and everything it needs is in the repository
 * @param parent the snapshot that unchanged files were recognised by
 * @param counts what was found and stored, as in the snapshot's summary
 * @param excludedByRule how many files and directories each pattern or profile rule left out, a
 *     directory counted as one; a profile's rules as {@code jenkins:ID}
 * @param changedWhileRead files that still changed when they were read a second time; like the
 *     following the first {@value Progress#PROBLEMS_KEPT}, the rest being only counted
 * @param vanished files that were listed and gone when they were read
 * @param unreadable files that could not be read; part of {@code errors}
 */
public record BackupReport(
        Snapshot snapshot,
        Optional<Snapshot> parent,
        Snapshot.Counts counts,
        Map<String, Long> excludedByRule,
        List<String> changedWhileRead,
        List<String> vanished,
        List<String> unreadable,
        long errors,
        long warnings) {

    public BackupReport {
        excludedByRule = Map.copyOf(excludedByRule);
        changedWhileRead = List.copyOf(changedWhileRead);
        vanished = List.copyOf(vanished);
        unreadable = List.copyOf(unreadable);
    }
}
