package lifeboat.engine;

/**
 * What a restore did. It is complete if {@link #errors} is 0: then every file that was asked for
 * stands under its final name.
 *
 * @param files files, links and special files in the selection
 * @param filesWritten those whose content or link was written by this run
 * @param filesKept those that were there already, in the target or in the stage of an earlier run
 * @param filesDeleted entries that the snapshot did not have
 * @param directories directories in the selection
 * @param bytes plain bytes of the selection
 * @param bytesWritten plain bytes that this run wrote
 * @param bytesFetched stored bytes that this run read from the store, trees and indexes included
 * @param mismatches files that {@code verify} found different; part of {@code errors}
 */
public record RestoreReport(
        long files,
        long filesWritten,
        long filesKept,
        long filesDeleted,
        long directories,
        long bytes,
        long bytesWritten,
        long bytesFetched,
        long mismatches,
        long errors,
        long warnings) {}
