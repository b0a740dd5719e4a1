package lifeboat.engine.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.file.AccountNames;
import lifeboat.engine.file.FileException;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.Inode;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.json.Timestamp;
import lifeboat.engine.restic.tree.ByteString;
import lifeboat.engine.restic.tree.FileMode;
import lifeboat.engine.restic.tree.FileName;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/** Describes files as restic does: the same file gives the same bytes of a tree. Thread-safe. */
final class NodeMaker {

    private final ZoneId zone = ZoneId.systemDefault(); // as restic: it is part of the bytes
    private final AccountNames accounts = new AccountNames();
    private final Tally tally;

    NodeMaker(Tally tally) {
        this.tally = tally;
    }

    Node make(FileName name, Stat stat, NodeKind kind, Node.Extras extras) {
        Timestamp modified = time(stat.modified());
        return new Node(
                name,
                kind,
                FileMode.ofPosix(stat.type().modeBits() | stat.mode()),
                // restic's default, so that reading a file does not change its tree
                new Node.Times(modified, modified, time(stat.changed())),
                new Node.Owner(
                        stat.uid(),
                        stat.gid(),
                        accounts.user(stat.uid()).orElse(""),
                        accounts.group(stat.gid()).orElse("")),
                new Node.Inode(stat.inode(), stat.device(), links(stat)),
                extras);
    }

    /** As {@link #make}, but {@code previous} itself if it says the same, which saves memory. */
    Node make(
            FileName name, Stat stat, NodeKind kind, Node.Extras extras, Optional<Node> previous) {
        Node made = make(name, stat, kind, extras);
        return previous.filter(made::equals).orElse(made);
    }

    private Timestamp time(lifeboat.engine.file.Timestamp time) {
        return Timestamp.of(time.seconds(), time.nanos(), zone);
    }

    private static long links(Stat stat) {
        return stat.type() == FileType.DIRECTORY || stat.type() == FileType.FIFO ? 0 : stat.links();
    }

    /** Whether {@code node} is of this file and nothing of the file changed since. */
    static boolean isUnchanged(Stat stat, Node node) {
        return stat.inode() == node.inode().number()
                && isSame(stat.modified(), node.times().mtime())
                && isSame(stat.changed(), node.times().ctime());
    }

    private static boolean isSame(lifeboat.engine.file.Timestamp a, Timestamp b) {
        return a.seconds() == b.epochSecond() && a.nanos() == b.nano();
    }

    /**
     * The extended attributes, in the file system's order. If they can't be read that is a warning,
     * and there are none.
     */
    Node.Extras extras(Inode inode) {
        try {
            List<byte[]> names = inode.attributeNames();
            if (names.isEmpty()) {
                return Node.Extras.NONE;
            }
            List<Node.ExtendedAttribute> attributes = new ArrayList<>();
            for (byte[] name : names) {
                inode.findAttribute(name)
                        .ifPresent(
                                value ->
                                        attributes.add(
                                                new Node.ExtendedAttribute(
                                                        new String(name, UTF_8),
                                                        Optional.of(ByteString.of(value)))));
            }
            return new Node.Extras(attributes, ByteString.EMPTY, "");
        } catch (FileException e) {
            tally.warn(e.code(), inode.toString(), e.getMessage());
            return Node.Extras.NONE;
        }
    }
}
