package lifeboat.engine.restic.index;

import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.json.JsonReader;
import lifeboat.engine.restic.json.Names;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;

/**
 * Reads one index file; keys may come in any order, but each only once: what is said twice could be
 * read differently by another program.
 */
final class IndexReader {

    private static final Names BLOB_KEYS =
            Names.of("id", "type", "offset", "length", "uncompressed_length");
    private static final Names TYPES = Names.of("data", "tree");
    private static final long NONE = -1;

    private final JsonReader in;
    private final JsonReader.Field blobField = this::blobField;

    private List<ObjectId> supersedes = List.of();
    private List<IndexedPack> packs;

    private ObjectId pack;
    private List<PackEntry> entries;

    private ObjectId blob;
    private BlobType type;
    private long offset;
    private long length;
    private long uncompressedLength;

    private IndexReader(JsonReader in) {
        this.in = in;
    }

    static IndexFile read(ObjectId id, byte[] json) {
        try {
            return JsonReader.read(
                    "index", id, json, 0, json.length, in -> new IndexReader(in).index());
        } catch (RepositoryException e) {
            // Whatever it says, it is needed by no snapshot alone: the packs say the same.
            throw new RepositoryException(
                    Kind.REPOSITORY_DAMAGED,
                    "index/" + id + " is damaged: " + e.getMessage(),
                    "let `restic repair index` rebuild it from the packs",
                    e);
        }
    }

    private IndexFile index() {
        if (in.isArray()) {
            packs();
        } else {
            in.object(this::indexField);
        }
        require(packs != null, "lists no packs");
        return new IndexFile(supersedes, packs);
    }

    private void indexField(String key) {
        switch (key) {
            case "supersedes" -> supersedes = in.ids();
            case "packs" -> packs();
            default -> in.skip();
        }
    }

    private void packs() {
        require(packs == null, "lists packs twice");
        packs = new ArrayList<>();
        in.array(this::pack); // or null: Go writes an empty list so
    }

    private void pack() {
        pack = null;
        entries = null;
        in.object(this::packField);
        require(pack != null && entries != null, "has a pack without id or blobs");
        packs.add(new IndexedPack(pack, entries));
    }

    private void packField(String key) {
        switch (key) {
            case "id" -> {
                require(pack == null, "has a pack with two ids");
                pack = in.id();
            }
            case "blobs" -> {
                require(entries == null, "has a pack that lists blobs twice");
                require(in.isArray(), "has a pack without a list of blobs");
                entries = new ArrayList<>();
                in.array(this::blob);
            }
            default -> in.skip();
        }
    }

    private void blob() {
        blob = null;
        type = null;
        offset = NONE;
        length = NONE;
        uncompressedLength = NONE;
        in.object(BLOB_KEYS, blobField);
        require(blob != null && type != null, "has a blob without id or type");
        require(offset != NONE && length != NONE, "has a blob without offset or length");
        try {
            entries.add(new PackEntry(type, blob, offset, length, Math.max(0, uncompressedLength)));
        } catch (IllegalArgumentException e) {
            throw in.damaged("has a blob whose " + e.getMessage());
        }
    }

    private void blobField(String key) {
        switch (key) {
            case "id" -> {
                require(blob == null, "has a blob with two ids");
                blob = in.id();
            }
            case "type" -> {
                require(type == null, "has a blob with two types");
                type = type();
            }
            case "offset" -> offset = number(offset);
            case "length" -> length = number(length);
            case "uncompressed_length" -> uncompressedLength = number(uncompressedLength);
            default -> in.skip();
        }
    }

    private BlobType type() {
        return switch (in.string(TYPES)) {
            case "data" -> BlobType.DATA;
            case "tree" -> BlobType.TREE;
            default -> throw in.damaged("has a blob of no known type");
        };
    }

    private long number(long before) {
        require(before == NONE, "has a blob with a number twice");
        require(!in.isNull(), "has a blob with null for a number");
        return in.uint32();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw in.damaged(otherwise);
        }
    }
}
