package lifeboat.engine.restore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.OpenFile;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.index.BlobIndex;

/** What a run that was stopped wrote of large files, proven, so that it isn't fetched again. */
final class WrittenParts {

    private final Worklist worklist;
    private final LargeFiles largeFiles;
    private final ContentProof proof;
    private final BitSet places = new BitSet();
    private final List<Integer> whole = new ArrayList<>();

    private WrittenParts(Worklist worklist, LargeFiles largeFiles, BlobIndex index) {
        this.worklist = worklist;
        this.largeFiles = largeFiles;
        proof = new ContentProof(index);
    }

    /** Looks through the stage, if there is one; changes nothing but what can't be reused. */
    static WrittenParts find(
            Worklist worklist, LargeFiles largeFiles, BlobIndex index, Target target)
            throws InterruptedException {
        WrittenParts parts = new WrittenParts(worklist, largeFiles, index);
        if (target.isResumed()) {
            for (int entry : largeFiles.entries()) {
                Optional<Directory> stage = target.findStage(worklist.tier(entry));
                if (stage.isPresent()) {
                    try (Directory root = stage.get()) {
                        parts.find(entry, root);
                    }
                }
            }
        }
        return parts;
    }

    private void find(int entry, Directory stage) throws InterruptedException {
        byte[] name = worklist.name(entry);
        try (OpenDirectories staged = OpenDirectories.below(stage, worklist)) {
            Directory directory = staged.get(worklist.parent(entry));
            Optional<Stat> found = directory.find(name);
            if (found.isEmpty()) {
                return;
            }
            if (found.get().type() != FileType.FILE || found.get().links() > 1) {
                directory.removeFile(name); // may be another name of a file in the target
                return;
            }
            largeFiles.foundInStage(entry);
            try (OpenFile file = directory.openForReading(name)) {
                proof.found(file, worklist.rows(entry)).stream().forEach(i -> written(entry, i));
            }
        } catch (FileException e) {
            return; // not there, or not readable: then it is written again
        }
    }

    private void written(int entry, int part) {
        places.set(worklist.firstBlob(entry) + part);
        if (largeFiles.written(entry)) {
            whole.add(entry);
        }
    }

    /** Places of the worklist's content that are in the stage. */
    BitSet places() {
        return places;
    }

    /** Files of one tier of which every part is there. */
    List<Integer> whole(int tier) {
        return whole.stream().filter(entry -> worklist.tier(entry) == tier).toList();
    }
}
