package lifeboat.engine.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/**
 * A path in a snapshot, as people write it: names between slashes, of which doubled ones and those
 * at its ends don't count.
 *
 * @param names none for the root
 */
public record TreePath(Snapshot snapshot, List<String> names) {

    public TreePath {
        names = List.copyOf(names);
    }

    public static TreePath of(Snapshot snapshot, String path) {
        return new TreePath(
                snapshot, Arrays.stream(path.split("/")).filter(n -> !n.isEmpty()).toList());
    }

    /**
     * The nodes on the way, one for each name; the last may be of any kind.
     *
     * @throws RepositoryException {@code PATH_NOT_FOUND} if the snapshot lacks the path
     */
    public List<Node> resolve(TreeSource trees, BlobOpener opener) throws InterruptedException {
        List<Node> way = new ArrayList<>();
        for (String name : names) {
            byte[] bytes = name.getBytes(UTF_8);
            List<Node> matching = new ArrayList<>(1);
            trees.read(
                    tree(way),
                    opener,
                    node -> {
                        if (Arrays.equals(node.name().bytes(), bytes)) {
                            matching.add(node);
                        }
                    });
            if (matching.isEmpty()) {
                throw notFound(text(way.size() + 1));
            }
            way.add(matching.getFirst());
        }
        return way;
    }

    /**
     * The tree to which {@code way}, a part of what was resolved, leads: the root's if it is empty.
     *
     * @throws RepositoryException {@code PATH_NOT_FOUND} if it does not lead to a directory
     */
    public ObjectId tree(List<Node> way) {
        if (way.isEmpty()) {
            return snapshot.tree();
        }
        if (way.getLast().kind() instanceof NodeKind.Directory(ObjectId subtree)) {
            return subtree;
        }
        throw notFound("a directory " + text(way.size()));
    }

    private String text(int length) {
        return "/" + String.join("/", names.subList(0, length));
    }

    /** With a slash before each name; {@code /} for the root. */
    @Override
    public String toString() {
        return text(names.size());
    }

    private RepositoryException notFound(String what) {
        return new RepositoryException(
                Kind.PATH_NOT_FOUND,
                "snapshot " + snapshot.id().shortHex() + " has no " + what,
                "see what it has: lifeboat-agent ls " + snapshot.id().shortHex());
    }
}
