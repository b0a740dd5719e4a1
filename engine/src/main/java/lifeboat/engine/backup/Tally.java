package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.Snapshot.Changes;
import lifeboat.engine.Snapshot.Counts;
import lifeboat.engine.file.FileException;
import lifeboat.engine.restic.pack.BlobType;

/** Counts what a backup finds and stores, and lists what it could not save. Thread-safe. */
final class Tally {

    /** An entry against the parent's of the same name. */
    enum Change {
        ADDED,
        CHANGED,
        UNMODIFIED
    }

    private static final class ByChange {
        private final LongAdder added = new LongAdder();
        private final LongAdder changed = new LongAdder();
        private final LongAdder unmodified = new LongAdder();

        void count(Change change) {
            switch (change) {
                case ADDED -> added.increment();
                case CHANGED -> changed.increment();
                case UNMODIFIED -> unmodified.increment();
            }
        }

        Changes sum() {
            return new Changes(added.sum(), changed.sum(), unmodified.sum());
        }
    }

    /** Paths for people; more than are listed of other problems would help nobody. */
    private static final class Paths {
        private final List<String> first = new ArrayList<>(); // guarded by this

        synchronized void add(String path) {
            if (first.size() < Progress.PROBLEMS_KEPT) {
                first.add(path);
            }
        }

        synchronized List<String> toList() {
            return first.stream().sorted().toList();
        }
    }

    private final Progress progress;
    private final ByChange files = new ByChange();
    private final ByChange directories = new ByChange();
    private final LongAdder fileBytes = new LongAdder();
    private final LongAdder dataBlobs = new LongAdder();
    private final LongAdder treeBlobs = new LongAdder();
    private final LongAdder addedBytes = new LongAdder();
    private final LongAdder packedBytes = new LongAdder();
    private final Map<String, LongAdder> excluded = new ConcurrentHashMap<>();
    private final Paths changedWhileRead = new Paths();
    private final Paths vanished = new Paths();
    private final Paths unreadable = new Paths();

    Tally(Progress progress) {
        this.progress = progress;
    }

    void file(Change change, long sizeBytes) {
        files.count(change);
        fileBytes.add(sizeBytes);
        progress.filesDone(1);
        progress.bytesDone(sizeBytes);
    }

    void directory(Change change) {
        directories.count(change);
    }

    /** Counts a blob that is new to the repository. */
    void blob(BlobType type, long plainBytes, long packed) {
        switch (type) {
            case DATA -> dataBlobs.increment();
            case TREE -> treeBlobs.increment();
        }
        addedBytes.add(plainBytes);
        packedBytes.add(packed);
    }

    void excluded(String rule) {
        excluded.computeIfAbsent(rule, _ -> new LongAdder()).increment();
    }

    void changedWhileRead(String path) {
        changedWhileRead.add(path);
        warn("FILE_CHANGED", path, "it changed each time it was read: saved as it was read last");
    }

    void vanished(String path, String message) {
        vanished.add(path);
        warn("FILE_VANISHED", path, message);
    }

    void unreadable(String path, FileException e) {
        unreadable.add(path);
        progress.report(new Problem(Severity.ERROR, e.code(), path, e.getMessage()));
    }

    void warn(String code, String path, String message) {
        progress.report(new Problem(Severity.WARNING, code, path, message));
    }

    Counts counts() {
        Changes changes = files.sum();
        return new Counts(
                changes,
                directories.sum(),
                dataBlobs.sum(),
                treeBlobs.sum(),
                addedBytes.sum(),
                packedBytes.sum(),
                changes.added() + changes.changed() + changes.unmodified(),
                fileBytes.sum());
    }

    Map<String, Long> excludedByRule() {
        Map<String, Long> byRule = new TreeMap<>();
        excluded.forEach((rule, count) -> byRule.put(rule, count.sum()));
        return byRule;
    }

    List<String> changedWhileRead() {
        return changedWhileRead.toList();
    }

    List<String> vanished() {
        return vanished.toList();
    }

    List<String> unreadable() {
        return unreadable.toList();
    }
}
