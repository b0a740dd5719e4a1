package lifeboat.engine.restic.index;

import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.pack.PackEntry;

/**
 * A pack in an index file.
 *
 * @param entries all blobs of the pack, in any order
 */
public record IndexedPack(ObjectId id, List<PackEntry> entries) {

    public IndexedPack {
        entries = List.copyOf(entries);
    }
}
