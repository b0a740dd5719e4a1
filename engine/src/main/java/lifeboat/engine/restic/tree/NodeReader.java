package lifeboat.engine.restic.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.json.JsonReader;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.tree.Node.ExtendedAttribute;

/** Reads the nodes of one tree: gathers the keys of each, then says what they make. */
final class NodeReader {

    private final JsonReader in;

    private String name;
    private String type;
    private int mode;
    private Timestamp mtime;
    private Timestamp atime;
    private Timestamp ctime;
    private long uid;
    private long gid;
    private String user;
    private String group;
    private long inode;
    private long deviceId;
    private long links;
    private long size;
    private String target;
    private byte[] rawTarget;
    private List<ExtendedAttribute> attributes;
    private ByteString genericAttributes;
    private long device;
    private Optional<List<ObjectId>> content;
    private Optional<ObjectId> subtree;
    private String error;

    private String attributeName;
    private Optional<ByteString> attributeValue;

    // Most nodes of a tree have one owner.
    private Node.Owner lastOwner = new Node.Owner(0, 0, "", "");

    NodeReader(JsonReader in) {
        this.in = in;
    }

    /** Reads the current value, a node. */
    Node read() throws IOException {
        clear();
        in.object(this::field);
        return new Node(
                name(),
                kind(),
                new FileMode(mode),
                new Node.Times(mtime, atime.equals(mtime) ? mtime : atime, ctime),
                owner(),
                new Node.Inode(inode, deviceId, links),
                extras());
    }

    private void clear() {
        name = "";
        type = "";
        mode = 0;
        mtime = Timestamp.ZERO;
        atime = Timestamp.ZERO;
        ctime = Timestamp.ZERO;
        uid = 0;
        gid = 0;
        user = "";
        group = "";
        inode = 0;
        deviceId = 0;
        links = 0;
        size = 0;
        target = "";
        rawTarget = new byte[0];
        attributes = List.of();
        genericAttributes = ByteString.EMPTY;
        device = 0;
        content = Optional.empty();
        subtree = Optional.empty();
        error = "";
    }

    private void field(String key) throws IOException {
        switch (key) {
            case "name" -> name = in.string();
            case "type" -> type = in.string();
            case "mode" -> mode = (int) in.uint32();
            case "mtime" -> mtime = in.timestamp();
            case "atime" -> atime = in.timestamp();
            case "ctime" -> ctime = in.timestamp();
            case "uid" -> uid = in.uint32();
            case "gid" -> gid = in.uint32();
            case "user" -> user = in.string();
            case "group" -> group = in.string();
            case "inode" -> inode = in.uint64();
            case "device_id" -> deviceId = in.uint64();
            case "size" -> size = in.count();
            case "links" -> links = in.uint64();
            case "linktarget" -> target = in.string();
            case "linktarget_raw" -> rawTarget = in.base64();
            case "extended_attributes" -> attributes();
            case "generic_attributes" -> genericAttributes();
            case "device" -> device = in.uint64();
            case "content" -> content();
            case "subtree" -> subtree = in.optionalId();
            case "error" -> error = in.string();
            default -> in.skip();
        }
    }

    private void attributes() throws IOException {
        attributes = new ArrayList<>();
        in.array(this::attribute);
    }

    private void attribute() throws IOException {
        attributeName = "";
        attributeValue = Optional.empty();
        in.object(this::attributeField);
        attributes.add(new ExtendedAttribute(attributeName, attributeValue));
    }

    private void attributeField(String key) throws IOException {
        switch (key) {
            case "name" -> attributeName = in.string();
            case "value" -> {
                if (!in.isNull()) {
                    attributeValue = Optional.of(ByteString.of(in.base64()));
                }
            }
            default -> in.skip();
        }
    }

    private void genericAttributes() throws IOException {
        if (!in.isNull()) {
            genericAttributes = ByteString.of(in.verbatim());
        }
    }

    private void content() throws IOException {
        if (in.isNull()) {
            return;
        }
        List<ObjectId> ids = new ArrayList<>(1);
        in.array(() -> ids.add(in.id()));
        content = Optional.of(ids);
    }

    private FileName name() {
        byte[] bytes;
        try {
            bytes = NameQuoting.unquote(name);
        } catch (IllegalArgumentException e) {
            throw in.damaged(entry(ByteString.of(name)) + e.getMessage());
        }
        try {
            return FileName.of(bytes);
        } catch (IllegalArgumentException e) {
            throw in.hostile(entry(ByteString.of(bytes)) + e.getMessage());
        }
    }

    private static String entry(ByteString name) {
        return "has an entry whose name \"" + name + "\" ";
    }

    private NodeKind kind() {
        return switch (type) {
            case "file" ->
                    new NodeKind.RegularFile(
                            size, content.orElseThrow(() -> missing("list of content")));
            case "dir" -> new NodeKind.Directory(subtree.orElseThrow(() -> missing("subtree")));
            case "symlink" ->
                    new NodeKind.Symlink(
                            rawTarget.length > 0
                                    ? ByteString.of(rawTarget)
                                    : ByteString.of(target));
            case "dev" -> new NodeKind.BlockDevice(device);
            case "chardev" -> new NodeKind.CharacterDevice(device);
            case "fifo" -> new NodeKind.Fifo();
            case "socket" -> new NodeKind.Socket();
            default -> new NodeKind.Irregular(type);
        };
    }

    private RuntimeException missing(String what) {
        return in.damaged("has no " + what + " for " + type + " \"" + ByteString.of(name) + "\"");
    }

    private Node.Owner owner() {
        Node.Owner owner = new Node.Owner(uid, gid, user, group);
        if (!owner.equals(lastOwner)) {
            lastOwner = owner;
        }
        return lastOwner;
    }

    private Node.Extras extras() {
        return attributes.isEmpty() && genericAttributes.length() == 0 && error.isEmpty()
                ? Node.Extras.NONE
                : new Node.Extras(attributes, genericAttributes, error);
    }
}
