package lifeboat.engine.restic;

import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.TreePacks.Fault;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.TreeDecoder;

/**
 * Reads trees. A walk asks for many small blobs that lie close together, so it reads packs in
 * windows and keeps the last few, whatever the repository's size.
 *
 * <p>Where a pack is gone, a prune may have moved what was in it: the index is read anew, once for
 * all readers, and asked where the tree is now.
 *
 * <p>Thread-safe.
 */
public final class TreeSource {

    private final ResticRepository repository;
    private final TreePacks known;
    private final Object freshLock = new Object();
    private Optional<TreePacks> fresh = Optional.empty(); // guarded by freshLock

    TreeSource(ResticRepository repository, BlobIndex index) {
        this.repository = repository;
        known = new TreePacks(repository, index);
    }

    /**
     * Passes the nodes of a tree in their order.
     *
     * @param opener the caller's own
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if no pack has a good copy of it, and
     *     whatever {@link TreeDecoder#decode} throws
     */
    public void read(ObjectId tree, BlobOpener opener, Consumer<? super Node> each)
            throws InterruptedException {
        Optional<Fault> fault = known.open(tree, opener);
        if (fault.isPresent() && fault.get().failure().isPresent()) {
            fault = fresh().open(tree, opener);
        }
        if (fault.isPresent()) {
            throw damaged(tree, fault.get());
        }
        TreeDecoder.decode(tree, opener.content(), 0, opener.length(), each);
    }

    private TreePacks fresh() throws InterruptedException {
        synchronized (freshLock) { // the others wait for the one who reads it
            if (fresh.isEmpty()) {
                // what is wrong with index files was told when they were read first
                fresh = Optional.of(new TreePacks(repository, repository.loadIndex(_ -> {})));
            }
            return fresh.get();
        }
    }

    private static RepositoryException damaged(ObjectId tree, Fault fault) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                "tree " + tree + " can't be read: " + fault.reason(),
                "run `lifeboat-agent check --read-data` to see what else suffers, or restore an"
                        + " older snapshot",
                fault.failure().orElse(null));
    }
}
