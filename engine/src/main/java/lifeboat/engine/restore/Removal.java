package lifeboat.engine.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.FileType;
import lifeboat.engine.file.Stat;

/** Deletes trees by descriptors; a link is deleted, never followed, and no mount is entered. */
final class Removal {

    private final Consumer<Directory> mountLeft;
    private long removed;

    /**
     * @param mountLeft told of each mount point that was left as it is, open
     */
    Removal(Consumer<Directory> mountLeft) {
        this.mountLeft = mountLeft;
    }

    /** Entries deleted so far. */
    long removed() {
        return removed;
    }

    /**
     * Deletes {@code name} and all below it; deleting a missing one succeeds.
     *
     * @return false if it, or something below it, is a mount point and so still there
     */
    boolean removeTree(Directory parent, byte[] name) {
        Optional<Stat> found = parent.find(name);
        if (found.isEmpty()) {
            return true;
        }
        if (found.get().type() != FileType.DIRECTORY) {
            parent.removeFile(name);
            removed++;
            return true;
        }
        try (Directory directory = parent.openChild(name)) {
            if (found.get().device() != parent.stat().device()) {
                mountLeft.accept(directory);
                return false;
            }
            List<byte[]> names = new ArrayList<>();
            directory.list((child, _) -> names.add(child));
            boolean empty = true;
            for (byte[] child : names) {
                empty &= removeTree(directory, child);
            }
            if (!empty) {
                return false;
            }
        }
        parent.removeDirectory(name);
        removed++;
        return true;
    }
}
