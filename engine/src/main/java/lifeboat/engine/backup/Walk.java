package lifeboat.engine.backup;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.TreeSource;
import lifeboat.engine.restic.chunk.ChunkerTables;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.index.KnownBlobs;
import lifeboat.engine.restic.tree.FileName;
import lifeboat.engine.restic.tree.Node;

/** What the workers of one backup share, and their start and end. */
final class Walk {

    /** What a worker does next. */
    sealed interface Task {

        /** Begins at the root of the file system. */
        record Root(Optional<ObjectId> parentTree) implements Task {}

        /**
         * Saves a file or a directory.
         *
         * @param number of the entry in its folder
         * @param previous the parent's node of that name
         * @param place the folder's
         * @param leadsTo of a directory of which not all is saved
         */
        record Entry(
                Folder in,
                int number,
                FileName name,
                Stat stat,
                Optional<Node> previous,
                Place place,
                Optional<PathTree> leadsTo)
                implements Task {}
    }

    /**
     * Each may hold one piece of a file of 8 MiB, so they are few; one more than there are cores,
     * since some wait for the disk.
     */
    private static final int MOST_WORKERS = 8;

    final ResticRepository repository;
    final Rules rules;
    final PathTree paths;
    final KnownBlobs known;
    final TreeSource trees;
    final NodeMaker nodes;
    final Packs packs;
    final Tally tally;
    final Progress progress;
    final ChunkerTables chunkerTables;
    final WorkStack<Task> stack = new WorkStack<>();
    private final Set<Directory> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<ObjectId>> root =
            new AtomicReference<>(Optional.empty());

    /**
     * @param stored what the repository holds
     */
    Walk(
            ResticRepository repository,
            Rules rules,
            PathTree paths,
            BlobIndex stored,
            Packs packs,
            Tally tally,
            Progress progress) {
        this.repository = repository;
        this.rules = rules;
        this.paths = paths;
        this.known = new KnownBlobs(stored);
        this.trees = repository.trees(stored);
        this.nodes = new NodeMaker(tally);
        this.packs = packs;
        this.tally = tally;
        this.progress = progress;
        chunkerTables = new ChunkerTables(repository.config().polynomial());
    }

    /**
     * Saves all, and returns when every pack is stored.
     *
     * @return the root's tree; empty if nothing could be saved
     */
    Optional<ObjectId> run(Optional<ObjectId> parentTree) throws InterruptedException {
        stack.push(List.of(new Task.Root(parentTree)));
        int workers = Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors() + 1);
        AtomicInteger working = new AtomicInteger(workers);
        try (LargeBlobs large = new LargeBlobs(workers, () -> new BlobSealer(repository));
                TaskGroup group = TaskGroup.ofPlatformThreads("backup")) {
            for (int i = 0; i < workers; i++) {
                group.fork(() -> work(working, large));
            }
            for (int i = 0; i < Packs.UPLOADERS; i++) {
                group.fork(packs::upload);
            }
            group.join();
        } finally {
            open.forEach(Directory::close); // of a walk that failed
        }
        return root.get();
    }

    private void work(AtomicInteger working, LargeBlobs large) throws InterruptedException {
        try (BlobSaver blobs = new BlobSaver(this, large);
                Worker worker = new Worker(this, blobs)) {
            worker.run();
            if (working.decrementAndGet() == 0) {
                packs.finish();
            }
        }
    }

    void opened(Directory directory) {
        open.add(directory);
    }

    void close(Directory directory) {
        open.remove(directory);
        directory.close();
    }

    /** Ends the walk. */
    void finish(Optional<ObjectId> tree) {
        root.set(tree);
        stack.finish();
    }
}
