package lifeboat.engine.restore;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.restic.index.BlobIndex;

/** The files of more than one blob: where each blob belongs, and how many are still missing. */
final class LargeFiles {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record File(long[] offsets, AtomicInteger missing, AtomicBoolean found) {}

    private final Worklist worklist;
    private final Map<Integer, File> files = new HashMap<>(); // filled once, then only read

    private LargeFiles(Worklist worklist) {
        this.worklist = worklist;
    }

    /** Collects the files in state WRITE. */
    static LargeFiles of(Worklist worklist, BlobIndex index) {
        LargeFiles large = new LargeFiles(worklist);
        IntColumn entries = worklist.tally().largeFiles();
        for (int i = 0; i < entries.size(); i++) {
            int entry = entries.get(i);
            int first = worklist.firstBlob(entry);
            long[] offsets = new long[worklist.endBlob(entry) - first];
            for (int k = 1; k < offsets.length; k++) {
                offsets[k] = offsets[k - 1] + index.plainLength(worklist.blob(first + k - 1));
            }
            large.files.put(
                    entry,
                    new File(offsets, new AtomicInteger(offsets.length), new AtomicBoolean()));
        }
        return large;
    }

    Iterable<Integer> entries() {
        return files.keySet();
    }

    /** Where the blob at {@code place} of all content belongs in its file. */
    long offset(int entry, int place) {
        return files.get(entry).offsets[place - worklist.firstBlob(entry)];
    }

    /** Says that an earlier run left a part of the file in the stage. */
    void foundInStage(int entry) {
        files.get(entry).found.set(true);
    }

    /** Whether the file is begun by this run, so that what is not written reads as zeros. */
    boolean isNew(int entry) {
        return !files.get(entry).found.get();
    }

    /** Counts one blob as written; returns whether it was the last. */
    boolean written(int entry) {
        return files.get(entry).missing.decrementAndGet() == 0;
    }
}
