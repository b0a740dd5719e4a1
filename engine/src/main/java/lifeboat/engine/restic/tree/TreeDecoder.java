package lifeboat.engine.restic.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.restic.json.JsonReader;

/**
 * Reads one tree, written by anybody who knows the repository's key.
 *
 * <p>Unknown keys are ignored, as are spaces and the order of nodes, since other programs write
 * restic's format too. What no honest writer writes is refused.
 */
public final class TreeDecoder {

    private final JsonReader in;
    private final Consumer<? super Node> each;
    private final NodeReader nodes;
    private final List<FileName> names = new ArrayList<>();
    private Set<FileName> unordered = Set.of(); // of all names, once one came out of order
    private boolean found;

    private TreeDecoder(JsonReader in, Consumer<? super Node> each) {
        this.in = in;
        this.each = each;
        this.nodes = new NodeReader(in);
    }

    /**
     * Passes the nodes of a tree, in the order in which they stand, on the calling thread.
     *
     * <p>Nodes that come before a fault have been passed when it throws.
     *
     * @param tree its id, for messages; that the bytes have this hash is the caller's to know
     * @param json the tree, {@code length} bytes from {@code offset}
     * @throws RepositoryException {@code REPOSITORY_HOSTILE} for a name that is no {@link FileName}
     *     or comes twice, a number out of range, or brackets too deep; {@code REPOSITORY_DAMAGED}
     *     for a file without content, a directory without a tree, or what does not parse
     */
    public static void decode(
            ObjectId tree, byte[] json, int offset, int length, Consumer<? super Node> each) {
        JsonReader.read("tree", tree, json, offset, length, in -> new TreeDecoder(in, each).read());
    }

    /** All nodes of a tree. */
    public static List<Node> decode(ObjectId tree, byte[] json) {
        List<Node> nodes = new ArrayList<>();
        decode(tree, json, 0, json.length, nodes::add);
        return nodes;
    }

    private TreeDecoder read() {
        in.object(this::field);
        if (!found) {
            throw in.damaged("has no list of nodes");
        }
        return this;
    }

    private void field(String key) {
        if (!key.equals("nodes")) {
            in.skip();
            return;
        }
        if (found) {
            throw in.hostile("has two lists of nodes");
        }
        found = true;
        in.array(this::node);
    }

    private void node() {
        Node node = nodes.read();
        FileName name = node.name();
        if (unordered.isEmpty() && !names.isEmpty() && name.compareTo(names.getLast()) <= 0) {
            unordered = new HashSet<>(names);
        }
        names.add(name);
        if (!unordered.isEmpty() && !unordered.add(name)) {
            throw in.hostile("has two entries named \"" + name + "\"");
        }
        each.accept(node);
    }
}
