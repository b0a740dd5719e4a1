package lifeboat.controller.operation;

import java.time.Instant;

/** What a task has come to, in numbers. */
public sealed interface TaskReport {

    /**
     * A snapshot was made.
     *
     * @param snapshotId in hex
     * @param recoveryPoint when its data was read
     * @param files what it holds
     * @param addedBytes what the repository grew by, as stored
     */
    record BackupReport(
            String snapshotId,
            Instant recoveryPoint,
            long files,
            long bytes,
            long newFiles,
            long changedFiles,
            long addedBytes)
            implements TaskReport {}

    /**
     * Files were restored, or would be.
     *
     * @param files restored or kept
     * @param keptFiles of these, what was there already
     * @param transferredBytes read from the repository, as stored
     * @param deletedFiles what the snapshot lacked
     * @param changedFiles of a preview: what would be written anew or changed
     */
    record RestoreReport(
            long files,
            long bytes,
            long keptFiles,
            long transferredBytes,
            long deletedFiles,
            long changedFiles)
            implements TaskReport {}

    /**
     * A repository was checked.
     *
     * @param readBytes of packs
     */
    record CheckReport(long snapshots, long packs, long readBytes) implements TaskReport {}
}
