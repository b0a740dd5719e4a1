package lifeboat.engine.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lifeboat.engine.file.Directory;
import lifeboat.engine.file.Stat;
import lifeboat.engine.restic.tree.FileName;
import lifeboat.engine.restic.tree.Node;

/** A directory that is open until all its entries are saved. Thread-safe. */
final class Folder {

    /**
     * A folder's place in the one that it is in.
     *
     * @param number of its entry there
     * @param stat and {@code extras}: the directory's own
     * @param previous the parent's node of that name
     * @param leadsOn whether it is saved only for what is below: without that, it is not
     */
    record Spot(
            Folder in,
            int number,
            FileName name,
            Stat stat,
            Node.Extras extras,
            Optional<Node> previous,
            boolean leadsOn) {}

    private final Optional<Spot> spot;
    private final Directory directory;
    private final ParentEntries parent;
    private final AtomicReferenceArray<Node> nodes;
    private final AtomicInteger unfinished = new AtomicInteger(1); // its own scan

    /**
     * @param spot none of the root
     * @param size entries that it has at most
     */
    Folder(Optional<Spot> spot, Directory directory, ParentEntries parent, int size) {
        this.spot = spot;
        this.directory = directory;
        this.parent = parent;
        nodes = new AtomicReferenceArray<>(size);
    }

    Optional<Spot> spot() {
        return spot;
    }

    Directory directory() {
        return directory;
    }

    ParentEntries parent() {
        return parent;
    }

    /** Sets an entry, once; those that are never set are not saved. */
    void set(int number, Node node) {
        nodes.setPlain(number, node); // seen by who takes the last step of unfinished
    }

    /** Says that {@code count} entries are saved by tasks of their own. */
    void await(int count) {
        unfinished.addAndGet(count);
    }

    /** Ends the scan, or an entry's task; true for the last, who has to save the tree. */
    boolean finishOne() {
        return unfinished.decrementAndGet() == 0;
    }

    /** The entries that are saved, in order. */
    List<Node> nodes() {
        List<Node> saved = new ArrayList<>(nodes.length());
        for (int i = 0; i < nodes.length(); i++) {
            Optional.ofNullable(nodes.getPlain(i)).ifPresent(saved::add);
        }
        return saved;
    }

    /** For messages. */
    String path(FileName name) {
        return directory.entry(name.bytes()).toString();
    }
}
