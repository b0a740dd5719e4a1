package lifeboat.engine.restic.pack;

import java.util.List;
import lifeboat.engine.ObjectId;

/** A pack ready to be stored. */
public final class FinishedPack {

    private final ObjectId id;
    private final byte[] content;
    private final List<PackEntry> entries;

    FinishedPack(byte[] content, List<PackEntry> entries) {
        this.id = ObjectId.hash(content);
        this.content = content;
        this.entries = List.copyOf(entries);
    }

    /** The SHA-256 of the content, and the pack's name. */
    public ObjectId id() {
        return id;
    }

    /** The whole object; not a copy, not to be changed. */
    public byte[] content() {
        return content;
    }

    /** Its blobs in file order. */
    public List<PackEntry> entries() {
        return entries;
    }
}
