package lifeboat.engine.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import lifeboat.engine.EngineException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.FileKind;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/** Checks every tree, and that all the content that it names is there. */
final class TreeCheck implements EachTree.Visitor {

    private final ResticRepository repository;
    private final BlobIndex index;
    private final Damages damages;
    private final Progress progress;
    private final EachTree trees;
    private final BitSet incomplete = new BitSet(); // rows of trees that lack something; guarded
    private volatile boolean anyIncomplete;
    private volatile boolean anyUnindexed;

    TreeCheck(ResticRepository repository, BlobIndex index, Damages damages, Progress progress) {
        this.repository = repository;
        this.index = index;
        this.damages = damages;
        this.progress = progress;
        trees = new EachTree(repository, index, this);
    }

    void check(List<Snapshot> snapshots) throws InterruptedException {
        trees.visit(snapshots);
    }

    /** Whether a snapshot needs a blob that no index names. */
    boolean lacksIndex() {
        return anyUnindexed;
    }

    int count() {
        return trees.count();
    }

    @Override
    public void node(EachTree.Visit directory, Node node) {
        switch (node.kind()) {
            case NodeKind.RegularFile file -> file(directory, node, file);
            case NodeKind.Irregular(String type) ->
                    report(
                            Severity.WARNING,
                            "NODE_UNKNOWN",
                            directory.path(node),
                            "is of a type that can't be restored: " + type);
            case NodeKind.Directory _,
                    NodeKind.Symlink _,
                    NodeKind.BlockDevice _,
                    NodeKind.CharacterDevice _,
                    NodeKind.Fifo _,
                    NodeKind.Socket _ -> {}
        }
    }

    private void file(EachTree.Visit directory, Node node, NodeKind.RegularFile file) {
        long size = 0;
        List<ObjectId> missing = new ArrayList<>();
        for (ObjectId blob : file.content()) {
            int row = index.find(BlobType.DATA, blob);
            if (row == BlobIndex.NONE) {
                missing.add(blob);
            } else {
                size += index.plainLength(row);
            }
        }
        if (!missing.isEmpty()) {
            anyUnindexed = true;
            report(
                    Severity.ERROR,
                    "BLOB_MISSING",
                    directory.path(node),
                    "%d of the %d parts of this file are named by no index, the first is blob %s"
                            .formatted(missing.size(), file.content().size(), missing.getFirst()));
        }
        boolean whole = !suffers(BlobType.DATA, file.content(), () -> directory.path(node));
        if (!whole || !missing.isEmpty()) {
            lacks(directory.row());
        } else if (size != file.sizeBytes()) {
            report(
                    Severity.WARNING,
                    "FILE_SIZE",
                    directory.path(node),
                    "had %d bytes when it was saved, and its parts have %d"
                            .formatted(file.sizeBytes(), size));
        }
    }

    @Override
    public void missing(EachTree.Visit directory) {
        anyUnindexed = true;
        report(
                Severity.ERROR,
                "TREE_MISSING",
                directory.path(),
                "this directory, tree " + directory.tree() + ", is named by no index");
        lacks(directory.parent());
    }

    @Override
    public void unreadable(EachTree.Visit directory, EngineException reason) {
        if (!suffers(BlobType.TREE, List.of(directory.tree()), directory::path)) {
            report(Severity.ERROR, "TREE_DAMAGED", directory.path(), reason.getMessage());
        }
        lacks(directory.row());
    }

    /** Whether a path needs what is lost with a pack; if so, each such path is a detail of it. */
    private boolean suffers(BlobType type, List<ObjectId> blobs, Supplier<String> path) {
        List<String> lost = damages.strike(type, blobs, path);
        if (!lost.isEmpty()) {
            report(
                    Severity.DETAIL,
                    "PATH_SUFFERS",
                    path.get(),
                    "needs what is lost with " + String.join(", ", lost));
        }
        return !lost.isEmpty();
    }

    private void lacks(int tree) {
        synchronized (incomplete) {
            if (tree != BlobIndex.NONE) {
                incomplete.set(tree);
            }
        }
        anyIncomplete = true;
    }

    /** Names each snapshot that is not whole. */
    void reportSnapshots(List<Snapshot> snapshots) throws InterruptedException {
        if (!anyIncomplete) {
            return;
        }
        BitSet lacking;
        synchronized (incomplete) {
            lacking = Ancestors.of(incomplete, repository, index, snapshots);
        }
        for (Snapshot snapshot : snapshots) {
            int root = index.find(BlobType.TREE, snapshot.tree());
            if (root == BlobIndex.NONE || lacking.get(root)) {
                report(
                        Severity.ERROR,
                        "SNAPSHOT_INCOMPLETE",
                        FileKind.SNAPSHOT.key(snapshot.id()).path(),
                        "not all of this snapshot can be restored");
            }
        }
    }

    private void report(Severity severity, String code, String path, String message) {
        progress.report(new Problem(severity, code, path, message));
    }
}
