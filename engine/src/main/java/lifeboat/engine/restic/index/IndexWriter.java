package lifeboat.engine.restic.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.restic.pack.PackEntry;

/** Writes index files (restic {@code internal/repository/index}). */
final class IndexWriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PACK_BYTES = 100;
    private static final int BLOB_BYTES = 160;

    private IndexWriter() {}

    static byte[] write(IndexFile index) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(estimatedLength(index));
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (!index.supersedes().isEmpty()) {
                json.writeArrayFieldStart("supersedes");
                for (ObjectId id : index.supersedes()) {
                    json.writeString(id.hex());
                }
                json.writeEndArray();
            }
            json.writeArrayFieldStart("packs");
            for (IndexedPack pack : index.packs()) {
                write(json, pack);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** Enough for most: a buffer that grows would leave twice its size behind. */
    private static int estimatedLength(IndexFile index) {
        int blobs = index.packs().stream().mapToInt(pack -> pack.entries().size()).sum();
        return PACK_BYTES * (1 + index.packs().size()) + BLOB_BYTES * blobs;
    }

    private static void write(JsonGenerator json, IndexedPack pack) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", pack.id().hex());
        json.writeArrayFieldStart("blobs");
        for (PackEntry blob : pack.entries()) {
            json.writeStartObject();
            json.writeStringField("id", blob.id().hex());
            json.writeStringField("type", blob.type().json());
            json.writeNumberField("offset", blob.offset());
            json.writeNumberField("length", blob.length());
            if (blob.isCompressed()) {
                json.writeNumberField("uncompressed_length", blob.uncompressedLength());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
