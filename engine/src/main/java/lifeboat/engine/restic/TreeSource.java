package lifeboat.engine.restic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.TreeDecoder;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.StoreException;

/**
 * Reads trees. A walk asks for many small blobs that lie close together, so it reads packs in
 * windows and keeps the last few, whatever the repository's size.
 *
 * <p>Thread-safe; the windows are shared by all readers.
 */
public final class TreeSource {

    /** Kept in all: {@code WINDOW * WINDOWS} bytes. */
    private static final int WINDOW = 2 << 20;

    private static final int WINDOWS = 16;

    private record WindowKey(int pack, long number) {}

    private final ResticRepository repository;
    private final BlobIndex index;
    private final long[] packEnds;
    private final Map<WindowKey, Window> windows = // guarded by itself
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<WindowKey, Window> eldest) {
                    return size() > WINDOWS;
                }
            };

    TreeSource(ResticRepository repository, BlobIndex index) {
        this.repository = repository;
        this.index = index;
        packEnds = new long[index.packCount()];
        for (int row = 0; row < index.size(); row++) {
            int pack = index.pack(row);
            packEnds[pack] = Math.max(packEnds[pack], index.offset(row) + index.length(row));
        }
    }

    /** A part of a pack, read once by the first who needs it while the others wait for it. */
    private final class Window {
        private byte[] bytes = {};

        synchronized byte[] bytes(WindowKey key) throws InterruptedException {
            if (bytes.length == 0) {
                long from = key.number() * WINDOW;
                int length = (int) Math.min(WINDOW, packEnds[key.pack()] - from);
                bytes = read(key.pack(), from, length);
            }
            return bytes;
        }
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
        int row = index.find(BlobType.TREE, tree);
        if (row == BlobIndex.NONE) {
            throw damaged(tree, "no index names it", null);
        }
        String reason = "";
        StoreException cause = null;
        for (; row != BlobIndex.NONE; row = index.nextCopy(row)) {
            try {
                // a window that was damaged on its way would be kept: so read the blob itself, too
                if (openInWindow(row, opener) || openDirectly(row, opener)) {
                    TreeDecoder.decode(tree, opener.content(), 0, opener.length(), each);
                    return;
                }
                reason = "its blob in pack " + index.packId(index.pack(row)) + " is damaged";
            } catch (StoreException.Missing
                    | StoreException.Truncated
                    | StoreException.Unreadable e) {
                reason = e.getMessage();
                cause = e;
            }
        }
        throw damaged(tree, reason, cause);
    }

    private boolean openInWindow(int row, BlobOpener opener) throws InterruptedException {
        long offset = index.offset(row);
        long length = index.length(row);
        long number = offset / WINDOW;
        if (length > WINDOW / 2 || (offset + length - 1) / WINDOW != number) {
            return false;
        }
        WindowKey key = new WindowKey(index.pack(row), number);
        Window window;
        synchronized (windows) {
            window = windows.computeIfAbsent(key, _ -> new Window());
        }
        byte[] sealed;
        try {
            sealed = window.bytes(key);
        } catch (StoreException.Truncated | StoreException.Unreadable e) {
            return false; // others may be there: the fault may lie behind this one
        }
        int at = (int) (offset - number * WINDOW);
        return at + length <= sealed.length && opener.open(sealed, at, (int) length, index, row);
    }

    private boolean openDirectly(int row, BlobOpener opener) throws InterruptedException {
        if (index.length(row) > BlobOpener.MAX_TREE_BYTES) {
            return false;
        }
        int length = (int) index.length(row);
        byte[] sealed = read(index.pack(row), index.offset(row), length);
        return opener.open(sealed, 0, length, index, row);
    }

    private byte[] read(int pack, long offset, int length) throws InterruptedException {
        return repository
                .store()
                .read(
                        ResticRepository.packKey(index.packId(pack)),
                        new ByteRange(offset, length),
                        in -> in.readNBytes(length));
    }

    private static RepositoryException damaged(ObjectId tree, String why, Throwable cause) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                "tree " + tree + " can't be read: " + why,
                "run `lifeboat-agent check --read-data` to see what else suffers, or restore an"
                        + " older snapshot",
                cause);
    }
}
