package lifeboat.engine.restore;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restore.Worklist.State;

/** The files of more than one blob: where each blob belongs, and how many are still missing. */
final class LargeFiles {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record File(long[] offsets, AtomicInteger missing) {}

    private final Worklist worklist;
    private final Map<Integer, File> files = new HashMap<>(); // filled once, then only read

    private LargeFiles(Worklist worklist) {
        this.worklist = worklist;
    }

    /** Collects the files in state WRITE. */
    static LargeFiles of(Worklist worklist, BlobIndex index) {
        LargeFiles large = new LargeFiles(worklist);
        for (int entry = 0; entry < worklist.entries(); entry++) {
            int first = worklist.firstBlob(entry);
            int count = worklist.endBlob(entry) - first;
            if (count > 1 && worklist.state(entry) == State.WRITE) {
                long[] offsets = new long[count];
                for (int i = 1; i < count; i++) {
                    offsets[i] = offsets[i - 1] + index.plainLength(worklist.blob(first + i - 1));
                }
                large.files.put(entry, new File(offsets, new AtomicInteger(count)));
            }
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

    /** Counts one blob as written; returns whether it was the last. */
    boolean written(int entry) {
        return files.get(entry).missing.decrementAndGet() == 0;
    }
}
