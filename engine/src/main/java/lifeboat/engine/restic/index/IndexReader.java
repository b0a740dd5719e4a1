package lifeboat.engine.restic.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.pack.PackEntry;

/** Reads one index file; keys may come in any order, but each only once. */
final class IndexReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final ObjectId id;
    private JsonParser in;

    IndexReader(ObjectId id) {
        this.id = id;
    }

    IndexFile read(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            in = parser;
            IndexFile index = readIndex();
            require(in.nextToken() == null, "something follows its JSON");
            return index;
        } catch (IOException e) {
            throw damaged("it is not JSON, or cut", e);
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private IndexFile readIndex() throws IOException {
        if (in.nextToken() == JsonToken.START_ARRAY) {
            return new IndexFile(readPacks());
        }
        require(in.currentToken() == JsonToken.START_OBJECT, "it is neither object nor array");
        List<ObjectId> supersedes = List.of();
        List<IndexedPack> packs = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "supersedes" -> supersedes = readIds();
                case "packs" -> {
                    require(packs == null, "it lists packs twice");
                    packs = readPacks();
                }
                default -> in.skipChildren();
            }
        }
        require(packs != null, "it lists no packs");
        return new IndexFile(supersedes, packs);
    }

    private List<ObjectId> readIds() throws IOException {
        List<ObjectId> ids = new ArrayList<>();
        if (in.currentToken() != JsonToken.VALUE_NULL) {
            require(in.currentToken() == JsonToken.START_ARRAY, "supersedes is no array");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                ids.add(readId());
            }
        }
        return ids;
    }

    private List<IndexedPack> readPacks() throws IOException {
        List<IndexedPack> packs = new ArrayList<>();
        if (in.currentToken() != JsonToken.VALUE_NULL) { // Go writes an empty list so
            require(in.currentToken() == JsonToken.START_ARRAY, "packs is no array");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                packs.add(readPack());
            }
        }
        return packs;
    }

    private IndexedPack readPack() throws IOException {
        require(in.currentToken() == JsonToken.START_OBJECT, "a pack is no object");
        ObjectId pack = null;
        List<PackEntry> entries = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "id" -> {
                    require(pack == null, "a pack has two ids");
                    pack = readId();
                }
                case "blobs" -> {
                    require(entries == null, "a pack lists blobs twice");
                    entries = readBlobs();
                }
                default -> in.skipChildren();
            }
        }
        require(pack != null && entries != null, "a pack lacks its id or blobs");
        return new IndexedPack(pack, entries);
    }

    private List<PackEntry> readBlobs() throws IOException {
        require(in.currentToken() == JsonToken.START_ARRAY, "blobs is no array");
        List<PackEntry> entries = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            entries.add(readBlob());
        }
        return entries;
    }

    private PackEntry readBlob() throws IOException {
        require(in.currentToken() == JsonToken.START_OBJECT, "a blob is no object");
        ObjectId blob = null;
        BlobType type = null;
        long offset = -1;
        long length = -1;
        long uncompressedLength = -1;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "id" -> {
                    require(blob == null, "a blob has two ids");
                    blob = readId();
                }
                case "type" -> {
                    require(type == null, "a blob has two types");
                    type = readType();
                }
                case "offset" -> offset = readNumber(offset);
                case "length" -> length = readNumber(length);
                case "uncompressed_length" -> uncompressedLength = readNumber(uncompressedLength);
                default -> in.skipChildren();
            }
        }
        require(blob != null && type != null, "a blob lacks its id or type");
        require(offset >= 0 && length >= 0, "a blob lacks its offset or length");
        return new PackEntry(type, blob, offset, length, Math.max(0, uncompressedLength));
    }

    private ObjectId readId() throws IOException {
        require(in.currentToken() == JsonToken.VALUE_STRING, "an id is no string");
        require(in.getTextLength() == 2 * ObjectId.BYTES, "an id has not 64 digits");
        char[] text = in.getTextCharacters();
        int at = in.getTextOffset();
        return new ObjectId(
                readWord(text, at),
                readWord(text, at + 16),
                readWord(text, at + 32),
                readWord(text, at + 48));
    }

    /** Without a string for each of what may be millions of ids. */
    private static long readWord(char[] text, int at) {
        long word = 0;
        for (int i = at; i < at + 16; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                word = word << 4 | (c - '0');
            } else if (c >= 'a' && c <= 'f') {
                word = word << 4 | (c - 'a' + 10);
            } else {
                throw new IllegalArgumentException("an id is not hexadecimal");
            }
        }
        return word;
    }

    private BlobType readType() throws IOException {
        String type = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : "";
        return switch (type) {
            case "data" -> BlobType.DATA;
            case "tree" -> BlobType.TREE;
            default -> throw new IllegalArgumentException("a blob has no known type");
        };
    }

    private long readNumber(long before) throws IOException {
        require(before < 0, "a blob has a number twice");
        require(in.currentToken() == JsonToken.VALUE_NUMBER_INT, "a number is no integer");
        long number = in.getLongValue();
        require(number >= 0 && number <= PackEntry.MAX, "a number is out of bounds");
        return number;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw damaged(otherwise, null);
        }
    }

    private RepositoryException damaged(String why, Throwable cause) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                "index/" + id + " is damaged: " + why,
                "let `restic repair index` rebuild it from the packs",
                cause);
    }
}
