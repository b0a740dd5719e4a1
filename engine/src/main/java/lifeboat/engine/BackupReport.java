package lifeboat.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backup did.
 *
 * @param snapshot the new snapshot; it exists and everything it needs is in the repository
 * @param parent the snapshot that unchanged files were recognised by
 * @param filesNew files that the parent did not have
 * @param bytesProcessed plain bytes of all files in the snapshot
 * @param dataAdded plain bytes of blobs that the repository did not have
 * @param dataAddedPacked the same as stored
 * @param excludedByRule how many files and directories each pattern or profile rule left out, a
 *     directory counted as one
 * @param changedWhileRead files that still changed when they were read a second time
 * @param vanished files that were listed and gone when they were read
 * @param unreadable files that could not be read; part of {@code errors}
 */
public record BackupReport(
        Snapshot snapshot,
        Optional<Snapshot> parent,
        long filesNew,
        long filesChanged,
        long filesUnmodified,
        long dirsNew,
        long dirsChanged,
        long dirsUnmodified,
        long dataBlobs,
        long treeBlobs,
        long bytesProcessed,
        long dataAdded,
        long dataAddedPacked,
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
