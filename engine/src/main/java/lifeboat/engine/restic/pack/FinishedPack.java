package lifeboat.engine.restic.pack;

import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.store.Content;

/** A pack ready to be stored. */
public final class FinishedPack {

    private final ObjectId id;
    private final Content content;
    private final List<PackEntry> entries;

    FinishedPack(byte[] buffer, int length, List<PackEntry> entries) {
        this.id = ObjectId.hash(buffer, 0, length);
        this.content = Content.of(buffer, length);
        this.entries = List.copyOf(entries);
    }

    /** The SHA-256 of the content, and the pack's name. */
    public ObjectId id() {
        return id;
    }

    /** The whole object, in the builder's buffer: only until that is given another blob. */
    public Content content() {
        return content;
    }

    /** Its blobs in file order. */
    public List<PackEntry> entries() {
        return entries;
    }
}
