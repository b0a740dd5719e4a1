package lifeboat.engine.restic.pack;

/** What a blob is. Blobs are named by type and id: the same bytes may be stored as both. */
public enum BlobType {
    /** A piece of a file. */
    DATA(0, "data"),
    /** A directory. */
    TREE(1, "tree");

    private final int code;
    private final String json;

    BlobType(int code, String json) {
        this.code = code;
        this.json = json;
    }

    /** The byte in pack headers, unless the blob is compressed. */
    int code() {
        return code;
    }

    /** The name in index files. */
    public String json() {
        return json;
    }
}
