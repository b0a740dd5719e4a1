package lifeboat.engine.check;

import java.util.BitSet;
import java.util.List;
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
        boolean whole = true;
        for (ObjectId blob : file.content()) {
            int row = index.find(BlobType.DATA, blob);
            if (row == BlobIndex.NONE) {
                whole = false;
                report(
                        Severity.ERROR,
                        "BLOB_MISSING",
                        directory.path(node),
                        "a part of this file, blob " + blob + ", is named by no index");
            } else {
                size += index.plainLength(row);
                whole &= !damages.strike(BlobType.DATA, blob, directory.path(node));
            }
        }
        if (!whole) {
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
        report(
                Severity.ERROR,
                "TREE_MISSING",
                directory.path(),
                "this directory, tree " + directory.tree() + ", is named by no index");
        lacks(directory.parent());
    }

    @Override
    public void unreadable(EachTree.Visit directory, EngineException reason) {
        if (!damages.strike(BlobType.TREE, directory.tree(), directory.path())) {
            report(Severity.ERROR, "TREE_DAMAGED", directory.path(), reason.getMessage());
        }
        lacks(directory.row());
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
