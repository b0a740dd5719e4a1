package lifeboat.engine.restic.tree;

import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.json.JsonWriter;
import lifeboat.engine.restic.json.Utf8;

/**
 * Writes trees, one after another, as the newest restic does.
 *
 * <p>Not thread-safe.
 */
public final class TreeEncoder {

    private static final String START = "{\"nodes\":[";
    private static final String END = "]}\n";

    private final JsonWriter out = new JsonWriter().raw(START);
    private ByteString last = ByteString.EMPTY;

    /** The whole tree of {@code nodes}, which are in order. */
    public static byte[] encode(List<Node> nodes) {
        TreeEncoder encoder = new TreeEncoder();
        nodes.forEach(encoder::add);
        return encoder.finish();
    }

    /**
     * Appends a node.
     *
     * @throws IllegalArgumentException if its name does not come after the last one's
     */
    public void add(Node node) {
        if (node.name().value().compareTo(last) <= 0) {
            throw new IllegalArgumentException(
                    "\"" + node.name() + "\" must come before \"" + last + "\", and only once");
        }
        last = node.name().value();
        write(node);
    }

    /** Returns the tree's bytes, whose hash is its id, and begins another tree. */
    public byte[] finish() {
        byte[] tree = out.raw(END).toBytes();
        out.clear();
        out.raw(START);
        last = ByteString.EMPTY;
        return tree;
    }

    private void write(Node node) {
        out.element().raw("{");
        out.key("name").string(NameQuoting.quote(node.name().bytes()));
        out.key("type").string(node.kind().type());
        out.unsignedUnlessZero("mode", node.mode().toUnsigned());
        out.key("mtime").timestamp(node.times().mtime());
        out.key("atime").timestamp(node.times().atime());
        out.key("ctime").timestamp(node.times().ctime());
        out.key("uid").unsigned(node.owner().uid());
        out.key("gid").unsigned(node.owner().gid());
        out.textUnlessEmpty("user", node.owner().user());
        out.textUnlessEmpty("group", node.owner().group());
        out.unsignedUnlessZero("inode", node.inode().number());
        out.unsignedUnlessZero("device_id", node.inode().device());
        if (node.kind() instanceof NodeKind.RegularFile file) {
            out.unsignedUnlessZero("size", file.sizeBytes());
        }
        out.unsignedUnlessZero("links", node.inode().links());
        if (node.kind() instanceof NodeKind.Symlink link) {
            target(link.target().bytes());
        }
        attributes(node.extras());
        kind(node.kind());
        out.textUnlessEmpty("error", node.extras().error());
        out.raw("}");
    }

    /** Writes what follows the attributes. */
    private void kind(NodeKind kind) {
        switch (kind) {
            case NodeKind.RegularFile(_, List<ObjectId> content) -> {
                out.key("content").raw("[");
                content.forEach(id -> out.element().id(id));
                out.raw("]");
            }
            case NodeKind.Directory(ObjectId subtree) -> {
                noContent();
                out.key("subtree").id(subtree);
            }
            case NodeKind.BlockDevice(long device) -> {
                out.unsignedUnlessZero("device", device);
                noContent();
            }
            case NodeKind.CharacterDevice(long device) -> {
                out.unsignedUnlessZero("device", device);
                noContent();
            }
            case NodeKind.Symlink _, NodeKind.Fifo _, NodeKind.Socket _, NodeKind.Irregular _ ->
                    noContent();
        }
    }

    private void noContent() {
        out.key("content").raw("null");
    }

    private void target(byte[] target) {
        if (target.length == 0) {
            return;
        }
        out.key("linktarget").string(target);
        if (!Utf8.isValid(target)) {
            out.key("linktarget_raw").base64(target);
        }
    }

    private void attributes(Node.Extras extras) {
        if (!extras.attributes().isEmpty()) {
            out.key("extended_attributes").raw("[");
            for (Node.ExtendedAttribute attribute : extras.attributes()) {
                out.element().raw("{").key("name").string(attribute.name()).key("value");
                attribute
                        .value()
                        .ifPresentOrElse(v -> out.base64(v.bytes()), () -> out.raw("null"));
                out.raw("}");
            }
            out.raw("]");
        }
        if (extras.genericAttributes().length() > 0) {
            out.key("generic_attributes").raw(extras.genericAttributes().bytes());
        }
    }
}
