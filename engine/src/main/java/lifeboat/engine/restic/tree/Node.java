package lifeboat.engine.restic.tree;

import java.util.List;
import java.util.Optional;
import lifeboat.engine.restic.json.Timestamp;

/** One entry of a directory, with all that restic stores of it. */
public record Node(
        FileName name,
        NodeKind kind,
        FileMode mode,
        Times times,
        Owner owner,
        Inode inode,
        Extras extras) {

    /** Modification, access, and status change; restic stores mtime for atime too, by default. */
    public record Times(Timestamp mtime, Timestamp atime, Timestamp ctime) {}

    /**
     * Who owns a file.
     *
     * @param uid 32 bits without a sign
     * @param gid likewise
     * @param user the user's name where it was saved; empty if it had none
     * @param group likewise
     */
    public record Owner(long uid, long gid, String user, String group) {}

    /**
     * Which file it was, where it was saved. Files with equal number and device, and links above 1,
     * are names of one file.
     *
     * @param number the inode's, 64 bits without a sign; 0 if not known
     * @param device the file system's {@code st_dev}, likewise
     * @param links the count of its names, likewise; 0 for kinds of which restic keeps no count
     */
    public record Inode(long number, long device, long links) {
        /** Whether other nodes may be names of the same file. */
        public boolean isShared() {
            return Long.compareUnsigned(links, 1) > 0 && number != 0;
        }
    }

    /**
     * What few nodes have.
     *
     * @param attributes in the order of the file system
     * @param genericAttributes a JSON object of attributes of other operating systems, as it stands
     *     in the tree; empty if there is none
     * @param error what went wrong when the file was saved; empty if nothing
     */
    public record Extras(
            List<ExtendedAttribute> attributes, ByteString genericAttributes, String error) {

        public static final Extras NONE = new Extras(List.of(), ByteString.EMPTY, "");

        public Extras {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * An extended attribute.
     *
     * @param value empty if the tree says {@code null}, which is not the same as no bytes
     */
    public record ExtendedAttribute(String name, Optional<ByteString> value) {}
}
