package lifeboat.engine.restic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.StoreException;

/**
 * The packs in which one index finds trees, read in windows of which the last few are kept.
 *
 * <p>Thread-safe; the windows are shared by all readers.
 */
final class TreePacks {

    /** Kept in all: {@code WINDOW * WINDOWS} bytes. */
    private static final int WINDOW = 2 << 20;

    private static final int WINDOWS = 16;

    /**
     * Why a tree was not found.
     *
     * @param failure the store's, if a pack, or a part of it, was not to be had
     */
    record Fault(String reason, Optional<StoreException> failure) {}

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

    TreePacks(ResticRepository repository, BlobIndex index) {
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

    /** Opens the first good copy of a tree; if there is none, returns what is wrong. */
    Optional<Fault> open(ObjectId tree, BlobOpener opener) throws InterruptedException {
        int row = index.find(BlobType.TREE, tree);
        if (row == BlobIndex.NONE) {
            return Optional.of(new Fault("no index names it", Optional.empty()));
        }
        String reason = "";
        Optional<StoreException> failure = Optional.empty();
        for (; row != BlobIndex.NONE; row = index.nextCopy(row)) {
            try {
                // a window that was damaged on its way would be kept: so read the blob itself, too
                if (openInWindow(row, opener) || openDirectly(row, opener)) {
                    return Optional.empty();
                }
                reason = "its blob in pack " + index.packId(index.pack(row)) + " is damaged";
            } catch (StoreException.Missing
                    | StoreException.Truncated
                    | StoreException.Unreadable e) {
                reason = e.getMessage();
                failure = Optional.of(e);
            }
        }
        return Optional.of(new Fault(reason, failure));
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
}
