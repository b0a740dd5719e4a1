package lifeboat.engine.restic.tree;

import java.util.List;
import lifeboat.engine.ObjectId;

/** What a directory entry is, with what only such an entry has. */
public sealed interface NodeKind {

    /** The word that stands in a tree. */
    String type();

    /**
     * A regular file.
     *
     * @param sizeBytes as the file system gave it; nobody promises that the pieces add up to it
     * @param content the data blobs, in order; none for an empty file
     */
    record RegularFile(long sizeBytes, List<ObjectId> content) implements NodeKind {
        public RegularFile {
            if (sizeBytes < 0) {
                throw new IllegalArgumentException("a negative size: " + sizeBytes);
            }
            content = List.copyOf(content);
        }

        @Override
        public String type() {
            return "file";
        }
    }

    /** A directory, whose entries are the tree blob {@code subtree}. */
    record Directory(ObjectId subtree) implements NodeKind {
        @Override
        public String type() {
            return "dir";
        }
    }

    /** A symbolic link; anybody may have chosen its target. */
    record Symlink(ByteString target) implements NodeKind {
        @Override
        public String type() {
            return "symlink";
        }
    }

    /** A block device; {@code device} is Linux' {@code st_rdev}, without a sign. */
    record BlockDevice(long device) implements NodeKind {
        @Override
        public String type() {
            return "dev";
        }
    }

    /** A character device; {@code device} is Linux' {@code st_rdev}, without a sign. */
    record CharacterDevice(long device) implements NodeKind {
        @Override
        public String type() {
            return "chardev";
        }
    }

    record Fifo() implements NodeKind {
        @Override
        public String type() {
            return "fifo";
        }
    }

    /** A socket; restic neither saves nor restores it. */
    record Socket() implements NodeKind {
        @Override
        public String type() {
            return "socket";
        }
    }

    /**
     * Something that can't be restored.
     *
     * @param type {@code irregular}, or a word that this release does not know
     */
    record Irregular(String type) implements NodeKind {}
}
