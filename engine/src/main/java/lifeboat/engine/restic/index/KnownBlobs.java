package lifeboat.engine.restic.index;

import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.pack.BlobType;

/**
 * What a backup need not store: the blobs of the repository and those its workers have claimed.
 *
 * <p>Thread-safe: the repository's index doesn't change any more and is read without a lock; claims
 * lie in a table of their own, under one.
 */
public final class KnownBlobs {

    private final BlobIndex stored;
    private final BlobTable claimed = new BlobTable(); // guarded by itself
    private volatile boolean distrustsTrees;

    public KnownBlobs(BlobIndex stored) {
        this.stored = stored;
    }

    /** Whether the blob is stored or claimed. */
    public boolean contains(BlobType type, ObjectId id) {
        if (isStored(type, id)) {
            return true;
        }
        synchronized (claimed) {
            return claimed.find(type, id) != BlobTable.NONE;
        }
    }

    /**
     * Claims a blob that nobody knows.
     *
     * @return true for one caller only, who must store the blob or fail the backup
     */
    public boolean claim(BlobType type, ObjectId id) {
        if (isStored(type, id)) {
            return false;
        }
        synchronized (claimed) {
            if (claimed.find(type, id) != BlobTable.NONE) {
                return false;
            }
            claimed.add(type, id);
            return true;
        }
    }

    /**
     * Says that a stored tree turned out to be damaged. From now on trees are stored anew, a
     * further copy of each, so that no new snapshot needs what else is lost with it.
     */
    public void distrustStoredTrees() {
        distrustsTrees = true;
    }

    private boolean isStored(BlobType type, ObjectId id) {
        boolean trusted = type == BlobType.DATA || !distrustsTrees;
        return trusted && stored.find(type, id) != BlobIndex.NONE;
    }
}
