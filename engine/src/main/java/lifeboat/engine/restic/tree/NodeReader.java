package lifeboat.engine.restic.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.json.JsonReader;
import lifeboat.engine.restic.json.Names;
import lifeboat.engine.restic.json.RecentText;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.tree.Node.ExtendedAttribute;

/** Reads the nodes of one tree: gathers the keys of each, then says what they make. */
final class NodeReader {

    /** In the order in which restic writes them. */
    private static final Names KEYS =
            Names.of(
                    "name",
                    "type",
                    "mode",
                    "mtime",
                    "atime",
                    "ctime",
                    "uid",
                    "gid",
                    "user",
                    "group",
                    "inode",
                    "device_id",
                    "size",
                    "links",
                    "linktarget",
                    "linktarget_raw",
                    "extended_attributes",
                    "generic_attributes",
                    "device",
                    "content",
                    "subtree",
                    "error");

    private static final Names TYPES = Names.of("file", "dir", "symlink");
    private static final byte[] NO_BYTES = {};

    private final JsonReader in;
    private final JsonReader.Field field = this::field;
    private final RecentText recentUser = new RecentText();
    private final RecentText recentGroup = new RecentText();

    private byte[] name;
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
    private byte[] target;
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
    Node read() {
        clear();
        in.object(KEYS, field);
        return new Node(
                name(),
                kind(),
                new FileMode(mode),
                new Node.Times(mtime, atime, ctime),
                owner(),
                new Node.Inode(inode, deviceId, links),
                extras());
    }

    private void clear() {
        name = NO_BYTES;
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
        target = NO_BYTES;
        rawTarget = NO_BYTES;
        attributes = List.of();
        genericAttributes = ByteString.EMPTY;
        device = 0;
        content = Optional.empty();
        subtree = Optional.empty();
        error = "";
    }

    private void field(String key) {
        switch (key) {
            case "name" -> name = in.utf8();
            case "type" -> type = in.string(TYPES);
            case "mode" -> mode = (int) in.uint32();
            case "mtime" -> mtime = in.timestamp();
            case "atime" -> atime = in.timestamp();
            case "ctime" -> ctime = in.timestamp();
            case "uid" -> uid = in.uint32();
            case "gid" -> gid = in.uint32();
            case "user" -> user = in.string(recentUser);
            case "group" -> group = in.string(recentGroup);
            case "inode" -> inode = in.uint64();
            case "device_id" -> deviceId = in.uint64();
            case "size" -> size = in.count();
            case "links" -> links = in.uint64();
            case "linktarget" -> target = in.utf8();
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

    private void attributes() {
        attributes = new ArrayList<>();
        in.array(this::attribute);
    }

    private void attribute() {
        attributeName = "";
        attributeValue = Optional.empty();
        in.object(this::attributeField);
        attributes.add(new ExtendedAttribute(attributeName, attributeValue));
    }

    private void attributeField(String key) {
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

    private void genericAttributes() {
        if (!in.isNull()) {
            genericAttributes = ByteString.of(in.verbatim());
        }
    }

    private void content() {
        if (!in.isNull()) {
            content = Optional.of(in.ids());
        }
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
        if (lastOwner.uid() != uid
                || lastOwner.gid() != gid
                || !lastOwner.user().equals(user)
                || !lastOwner.group().equals(group)) {
            lastOwner = new Node.Owner(uid, gid, user, group);
        }
        return lastOwner;
    }

    private Node.Extras extras() {
        return attributes.isEmpty() && genericAttributes.length() == 0 && error.isEmpty()
                ? Node.Extras.NONE
                : new Node.Extras(attributes, genericAttributes, error);
    }
}
