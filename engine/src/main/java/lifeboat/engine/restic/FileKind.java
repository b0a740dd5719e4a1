package lifeboat.engine.restic;

import lifeboat.engine.ObjectId;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.ObjectKey;

/** The kinds of objects that are sealed as a whole, each in a folder of its own. */
public enum FileKind {
    INDEX("index", 256 << 20),
    SNAPSHOT("snapshots", 16 << 20),
    LOCK("locks", 1 << 20);

    private final String folder;
    private final int maxBytes;

    FileKind(String folder, int maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    public KeyPrefix prefix() {
        return new KeyPrefix(folder + "/");
    }

    public ObjectKey key(ObjectId id) {
        return new ObjectKey(folder + "/" + id.hex());
    }

    /** The most that such an object may have, stored or decompressed. */
    int maxBytes() {
        return maxBytes;
    }
}
