package lifeboat.engine.restic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.engine.ListedEntry;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.Snapshot;
import lifeboat.engine.file.FileName;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;

/** Lists what a snapshot has below a path, in the order of its trees. */
public final class SnapshotListing {

    /** An entry that is still to be passed, and what is below it after it. */
    private record Waiting(String folder, Node node) {
        String path() {
            return folder + "/" + FileName.show(node.name().bytes());
        }
    }

    private final TreeSource trees;
    private final BlobOpener opener;
    private final Consumer<? super ListedEntry> each;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private SnapshotListing(
            TreeSource trees, BlobOpener opener, Consumer<? super ListedEntry> each) {
        this.trees = trees;
        this.opener = opener;
        this.each = each;
    }

    /**
     * Passes each entry below {@code path}, or the one that it names if that is no directory, on
     * the calling thread.
     *
     * @throws RepositoryException {@code PATH_NOT_FOUND} if the snapshot lacks the path; {@code
     *     REPOSITORY_DAMAGED} or {@code REPOSITORY_HOSTILE} at the first directory that can't be
     *     read, what comes before it having been passed
     */
    public static void list(
            ResticRepository repository,
            Snapshot snapshot,
            String path,
            Consumer<? super ListedEntry> each)
            throws InterruptedException {
        TreeSource trees = repository.trees(repository.loadIndex(_ -> {}));
        try (BlobOpener opener = repository.blobOpener()) {
            TreePath wanted = TreePath.of(snapshot, path);
            List<Node> way = wanted.resolve(trees, opener);
            SnapshotListing listing = new SnapshotListing(trees, opener, each);
            StringBuilder folder = new StringBuilder();
            for (Node node : way.subList(0, Math.max(0, way.size() - 1))) {
                folder.append('/').append(FileName.show(node.name().bytes()));
            }
            if (way.isEmpty()) {
                listing.enter("", snapshot.tree());
            } else {
                Waiting last = new Waiting(folder.toString(), way.getLast());
                if (last.node().kind() instanceof NodeKind.Directory(ObjectId subtree)) {
                    listing.enter(last.path(), subtree);
                } else {
                    listing.waiting.push(last);
                }
            }
            listing.run();
        }
    }

    private void run() throws InterruptedException {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.pop();
            String path = next.path();
            each.accept(entry(next.node(), path));
            if (next.node().kind() instanceof NodeKind.Directory(ObjectId subtree)) {
                enter(path, subtree);
            }
        }
    }

    private void enter(String folder, ObjectId tree) throws InterruptedException {
        List<Node> nodes = new ArrayList<>();
        trees.read(tree, opener, nodes::add);
        Collections.reverse(nodes);
        nodes.forEach(node -> waiting.push(new Waiting(folder, node)));
    }

    private static ListedEntry entry(Node node, String path) {
        long size = node.kind() instanceof NodeKind.RegularFile file ? file.sizeBytes() : 0;
        Optional<String> target =
                node.kind() instanceof NodeKind.Symlink link
                        ? Optional.of(FileName.show(link.target().bytes()))
                        : Optional.empty();
        return new ListedEntry(
                node.kind().type(),
                letter(node.kind()) + permissions(node.mode().posixPermissions()),
                node.owner().uid(),
                node.owner().gid(),
                size,
                node.times().mtime().toInstant(),
                path,
                target);
    }

    private static char letter(NodeKind kind) {
        return switch (kind) {
            case NodeKind.RegularFile _ -> '-';
            case NodeKind.Directory _ -> 'd';
            case NodeKind.Symlink _ -> 'l';
            case NodeKind.BlockDevice _ -> 'b';
            case NodeKind.CharacterDevice _ -> 'c';
            case NodeKind.Fifo _ -> 'p';
            case NodeKind.Socket _ -> 's';
            case NodeKind.Irregular _ -> '?';
        };
    }

    /** Nine letters, as {@code ls} writes the bits of {@code chmod}. */
    static String permissions(int bits) {
        char[] text = "rwxrwxrwx".toCharArray();
        for (int i = 0; i < 9; i++) {
            if ((bits & (0400 >> i)) == 0) {
                text[i] = '-';
            }
        }
        special(text, 2, (bits & 04000) != 0, 's');
        special(text, 5, (bits & 02000) != 0, 's');
        special(text, 8, (bits & 01000) != 0, 't');
        return new String(text);
    }

    /** A special bit stands in the place of execution: a capital letter if that is not allowed. */
    private static void special(char[] text, int at, boolean set, char letter) {
        if (set) {
            text[at] = text[at] == 'x' ? letter : Character.toUpperCase(letter);
        }
    }
}
