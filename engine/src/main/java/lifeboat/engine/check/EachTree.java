package lifeboat.engine.check;

import java.util.BitSet;
import java.util.List;
import lifeboat.engine.EngineException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.Snapshot;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.file.FileName;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.TreeSource;
import lifeboat.engine.restic.TreeVisits;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/**
 * Visits every tree of some snapshots once, however many snapshots have it, with several threads. A
 * bit for each blob of the index remembers which ones.
 */
final class EachTree {

    /**
     * A directory, by the first path that led to it.
     *
     * @param path of a snapshot, printable, such as {@code 1ec13d90:/srv/home}
     * @param parent the row of the tree it was found in; {@link BlobIndex#NONE} for a root
     * @param row its own
     */
    record Visit(String path, int parent, int row, ObjectId tree) {
        String path(Node node) {
            return path + (path.endsWith("/") ? "" : "/") + FileName.show(node.name().bytes());
        }
    }

    /** What is done with trees, on several threads. */
    interface Visitor {
        void node(Visit directory, Node node);

        /** A tree is named here that no index names. */
        void missing(Visit directory);

        /** No copy of a tree can be read, or it is none; some of its nodes may have been passed. */
        void unreadable(Visit directory, EngineException reason);
    }

    private final ResticRepository repository;
    private final BlobIndex index;
    private final TreeSource trees;
    private final Visitor visitor;
    private final TreeVisits<Visit> visits = new TreeVisits<>();
    private final BitSet seen = new BitSet(); // rows; guarded by itself

    EachTree(ResticRepository repository, BlobIndex index, Visitor visitor) {
        this.repository = repository;
        this.index = index;
        this.visitor = visitor;
        trees = repository.trees(index);
    }

    void visit(List<Snapshot> snapshots) throws InterruptedException {
        for (Snapshot snapshot : snapshots) {
            add(snapshot.id().shortHex() + ":/", BlobIndex.NONE, snapshot.tree());
        }
        try (TaskGroup group = TaskGroup.ofPlatformThreads("trees")) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                group.fork(this::work);
            }
            group.join();
        }
    }

    /** Trees visited. */
    int count() {
        synchronized (seen) {
            return seen.cardinality();
        }
    }

    private void add(String path, int parent, ObjectId tree) {
        int row = index.find(BlobType.TREE, tree);
        Visit visit = new Visit(path, parent, row, tree);
        if (row == BlobIndex.NONE) {
            visitor.missing(visit);
            return;
        }
        boolean isNew;
        synchronized (seen) {
            isNew = !seen.get(row);
            seen.set(row);
        }
        if (isNew) {
            visits.add(visit);
        }
    }

    private void work() throws InterruptedException {
        try (BlobOpener opener = repository.blobOpener()) {
            visits.makeAll(visit -> read(visit, opener));
        }
    }

    private void read(Visit visit, BlobOpener opener) throws InterruptedException {
        try {
            trees.read(
                    visit.tree(),
                    opener,
                    node -> {
                        visitor.node(visit, node);
                        if (node.kind() instanceof NodeKind.Directory(ObjectId subtree)) {
                            add(visit.path(node), visit.row(), subtree);
                        }
                    });
        } catch (RepositoryException e) {
            visitor.unreadable(visit, e);
        }
    }
}
