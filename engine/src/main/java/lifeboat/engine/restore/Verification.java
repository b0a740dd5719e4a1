package lifeboat.engine.restore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.engine.Progress;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restore.Worklist.State;
import lifeboat.engine.restore.Worklist.Type;

/** Reads every restored file back and holds it against the hashes of its blobs. */
final class Verification {

    /** Entries that a worker takes at a time: neighbours, so that their directory stays open. */
    private static final int BATCH = 256;

    private final Worklist worklist;
    private final BlobIndex index;
    private final Directory target;
    private final FileContent content;
    private final Progress progress;
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder mismatches = new LongAdder();

    Verification(
            Worklist worklist,
            BlobIndex index,
            Directory target,
            FileContent content,
            Progress progress) {
        this.worklist = worklist;
        this.index = index;
        this.target = target;
        this.content = content;
        this.progress = progress;
    }

    /** Returns how many files are not what they should be; each is reported. */
    long run(int workers) throws InterruptedException {
        try (TaskGroup group = TaskGroup.ofPlatformThreads("verify")) {
            for (int i = 0; i < workers; i++) {
                group.fork(this::work);
            }
            group.join();
        }
        return mismatches.sum();
    }

    private void work() throws InterruptedException {
        ContentProof proof = new ContentProof(index);
        try (OpenDirectories directories = OpenDirectories.below(target, worklist)) {
            for (int from = next.getAndAdd(BATCH);
                    from < worklist.entries();
                    from = next.getAndAdd(BATCH)) {
                for (int e = from; e < Math.min(from + BATCH, worklist.entries()); e++) {
                    if (worklist.type(e) == Type.FILE
                            && worklist.state(e) != State.FAILED
                            && worklist.linkedTo(e).isEmpty()) {
                        verify(proof, directories, e);
                    }
                }
            }
        }
    }

    private void verify(ContentProof proof, OpenDirectories directories, int entry)
            throws InterruptedException {
        boolean right;
        try {
            right =
                    proof.matches(
                            directories.get(worklist.parent(entry)),
                            worklist.name(entry),
                            worklist.rows(entry));
        } catch (FileException e) {
            content.fail(entry, e.code(), e.getMessage());
            return;
        }
        if (!right) {
            mismatches.increment();
            content.fail(
                    entry, "VERIFY_MISMATCH", "what was read back is not what the snapshot has");
        }
        progress.bytesDone(worklist.sizeBytes(entry));
    }
}
