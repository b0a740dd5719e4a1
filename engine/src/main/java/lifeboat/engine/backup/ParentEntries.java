package lifeboat.engine.backup;

import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.tree.FileName;
import lifeboat.engine.restic.tree.Node;

/**
 * What a folder held in the parent. Asked for names in ascending order; a tree that is not in that
 * order, which only other writers make, costs no more than reading files again.
 */
final class ParentEntries {

    static final ParentEntries NONE = new ParentEntries(Optional.empty(), List.of());

    private final Optional<ObjectId> tree;
    private final List<Node> nodes;
    private int at;

    ParentEntries(Optional<ObjectId> tree, List<Node> nodes) {
        this.tree = tree;
        this.nodes = nodes;
    }

    Optional<Node> find(FileName name) {
        int order = -1;
        while (at < nodes.size() && (order = nodes.get(at).name().compareTo(name)) < 0) {
            at++;
        }
        return order == 0 && at < nodes.size() ? Optional.of(nodes.get(at)) : Optional.empty();
    }

    /** The parent's tree, if it says just this: then it need not be encoded and hashed again. */
    Optional<ObjectId> treeOf(List<Node> found) {
        return tree.filter(_ -> found.equals(nodes));
    }
}
