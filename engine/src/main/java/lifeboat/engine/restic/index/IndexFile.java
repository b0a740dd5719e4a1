package lifeboat.engine.restic.index;

import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;

/**
 * The content of one index file.
 *
 * @param supersedes index files that this one replaced; written by restic up to 0.14, read by none
 */
public record IndexFile(List<ObjectId> supersedes, List<IndexedPack> packs) {

    /**
     * Blobs at which we begin a new file. restic takes 50,000, whose JSON has 7 MB: in a few
     * copies, and with several files read at a time, that is much of the memory that there is.
     */
    public static final int FULL_BLOBS = 12_500;

    public IndexFile {
        supersedes = List.copyOf(supersedes);
        packs = List.copyOf(packs);
    }

    public IndexFile(List<IndexedPack> packs) {
        this(List.of(), packs);
    }

    /**
     * Reads the JSON of the index file {@code id}, also in the form before restic 0.2, a bare array
     * of packs. Unknown keys are skipped, among them rustic's {@code packs_to_delete}.
     *
     * @throws RepositoryException {@code REPOSITORY_DAMAGED} if it is anything else
     */
    public static IndexFile parse(ObjectId id, byte[] json) {
        return IndexReader.read(id, json);
    }

    /** The JSON byte for byte as restic writes it, with a line break at the end. */
    public byte[] toJson() {
        return IndexWriter.write(this);
    }
}
