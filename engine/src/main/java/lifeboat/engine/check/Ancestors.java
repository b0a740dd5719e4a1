package lifeboat.engine.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lifeboat.engine.EngineException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/** Which trees lead to some others: a second walk, that only a damaged repository needs. */
final class Ancestors implements EachTree.Visitor {

    private final BlobIndex index;
    private final Map<Integer, Set<Integer>> parents = new HashMap<>(); // rows; guarded by this

    private Ancestors(BlobIndex index) {
        this.index = index;
    }

    /** The rows of {@code trees}, and of all trees of the snapshots that lead to them. */
    static BitSet of(
            BitSet trees, ResticRepository repository, BlobIndex index, List<Snapshot> snapshots)
            throws InterruptedException {
        Ancestors ancestors = new Ancestors(index);
        new EachTree(repository, index, ancestors).visit(snapshots);
        return ancestors.close(trees);
    }

    private synchronized BitSet close(BitSet trees) {
        BitSet closed = (BitSet) trees.clone();
        Deque<Integer> fresh = new ArrayDeque<>(trees.stream().boxed().toList());
        while (!fresh.isEmpty()) {
            for (int parent : parents.getOrDefault(fresh.pop(), Set.of())) {
                if (!closed.get(parent)) {
                    closed.set(parent);
                    fresh.push(parent);
                }
            }
        }
        return closed;
    }

    @Override
    public synchronized void node(EachTree.Visit directory, Node node) {
        if (node.kind() instanceof NodeKind.Directory(ObjectId subtree)) {
            int child = index.find(BlobType.TREE, subtree);
            if (child != BlobIndex.NONE) {
                parents.computeIfAbsent(child, _ -> new HashSet<>()).add(directory.row());
            }
        }
    }

    @Override
    public void missing(EachTree.Visit directory) {} // the first walk has told

    @Override
    public void unreadable(EachTree.Visit directory, EngineException reason) {} // likewise
}
