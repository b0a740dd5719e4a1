package lifeboat.controller.catalog;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.Content;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectInfo;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.ObjectStore;

/**
 * Keeps the snapshot files that were read, since each is named by its hash and never changes: a
 * listing then fetches only what is new. The least recently used go once there are too many bytes.
 */
final class SnapshotCache implements ObjectStore {

    private final ObjectStore inner;
    private final long maxBytes;
    private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true); // by itself
    private long keptBytes; // guarded by kept

    SnapshotCache(ObjectStore inner, long maxBytes) {
        this.inner = inner;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] readAll(ObjectKey key, int most) throws InterruptedException {
        String path = key.path();
        if (!path.startsWith(RepositoryReader.SNAPSHOTS.path())) {
            return inner.readAll(key, most);
        }
        synchronized (kept) {
            byte[] content = kept.get(path);
            if (content != null) {
                return content.clone();
            }
        }
        byte[] content = inner.readAll(key, most);
        keep(path, content.clone());
        return content;
    }

    private void keep(String path, byte[] content) {
        synchronized (kept) {
            byte[] before = kept.put(path, content);
            keptBytes += content.length - (before == null ? 0 : before.length);
            var oldest = kept.entrySet().iterator();
            while (keptBytes > maxBytes) {
                keptBytes -= oldest.next().getValue().length;
                oldest.remove();
            }
        }
    }

    @Override
    public PutResult putIfAbsent(ObjectKey key, Content content) throws InterruptedException {
        return inner.putIfAbsent(key, content);
    }

    @Override
    public <R> R read(ObjectKey key, ByteRange range, Reader<R> reader)
            throws InterruptedException {
        return inner.read(key, range, reader);
    }

    @Override
    public void list(KeyPrefix prefix, Consumer<ObjectInfo> each) throws InterruptedException {
        inner.list(prefix, each);
    }

    @Override
    public void delete(ObjectKey key) throws InterruptedException {
        inner.delete(key);
    }

    @Override
    public Instant now() throws InterruptedException {
        return inner.now();
    }

    @Override
    public String url() {
        return inner.url();
    }

    @Override
    public void close() {
        inner.close();
    }
}
