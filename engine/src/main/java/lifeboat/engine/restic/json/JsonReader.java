package lifeboat.engine.restic.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;

/**
 * Reads one JSON document of a repository, token by token, as Go would: {@code null} is the empty
 * value of whatever is asked for, of a key that comes twice the last counts.
 *
 * <p>The methods named after a kind of value read the current one, to which {@link #object} and
 * {@link #array} lead. A document that does not parse, or has a value of another kind, is {@code
 * REPOSITORY_DAMAGED}; a number beyond its range, or brackets 64 deep, {@code REPOSITORY_HOSTILE}.
 */
public final class JsonReader {

    /** Reads a document, whose first token is the current one. */
    @FunctionalInterface
    public interface Document<T> {
        T read(JsonReader in) throws IOException;
    }

    /** Reads, or ignores, the value of a key. */
    @FunctionalInterface
    public interface Field {
        void read(String key) throws IOException;
    }

    /** Reads, or ignores, an element of an array. */
    @FunctionalInterface
    public interface Element {
        void read() throws IOException;
    }

    private static final int MAX_DEPTH = 64;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    // Keys are not interned, as a stranger chooses them. The pool is not the default one because
    // that is bound to threads, which here are often virtual and short-lived.
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    private final String kind;
    private final ObjectId id;
    private final byte[] json;
    private final int offset;
    private final JsonParser in;

    private JsonReader(String kind, ObjectId id, byte[] json, int offset, JsonParser in) {
        this.kind = kind;
        this.id = id;
        this.json = json;
        this.offset = offset;
        this.in = in;
    }

    /**
     * Reads {@code length} bytes of {@code json} from {@code offset}, all of them.
     *
     * @param kind what it is, such as {@code tree}, and {@code id} which one: for messages
     * @throws RepositoryException if the document is not what it should be
     */
    public static <T> T read(
            String kind, ObjectId id, byte[] json, int offset, int length, Document<T> document) {
        try (JsonParser parser = FACTORY.createParser(json, offset, length)) {
            JsonReader in = new JsonReader(kind, id, json, offset, parser);
            parser.nextToken();
            T result = document.read(in);
            if (parser.nextToken() != null) {
                throw in.damaged("goes on after its end");
            }
            return result;
        } catch (StreamConstraintsException e) {
            throw fault(Kind.REPOSITORY_HOSTILE, kind, id, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw fault(Kind.REPOSITORY_DAMAGED, kind, id, "does not parse", e);
        }
    }

    /** Passes the keys of the current object, each with its value as the current one. */
    public void object(Field field) throws IOException {
        require(JsonToken.START_OBJECT);
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            in.nextToken();
            field.read(key);
        }
        require(JsonToken.END_OBJECT);
    }

    /** Passes the elements of the current array, each as the current value. */
    public void array(Element element) throws IOException {
        if (isNull()) {
            return;
        }
        require(JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    public boolean isNull() {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Passes over the current value. */
    public void skip() throws IOException {
        in.skipChildren();
    }

    public String string() throws IOException {
        if (isNull()) {
            return "";
        }
        require(JsonToken.VALUE_STRING);
        return in.getText();
    }

    public List<String> strings() throws IOException {
        List<String> strings = new ArrayList<>();
        array(() -> strings.add(string()));
        return List.copyOf(strings);
    }

    public boolean bool() {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            case JsonToken other -> throw damaged("has a " + other + " for a boolean");
        };
    }

    /** Reads a number of 64 bits without a sign: above 2^63 the result is negative. */
    public long uint64() throws IOException {
        if (isNull()) {
            return 0;
        }
        require(JsonToken.VALUE_NUMBER_INT);
        if (in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long number = in.getLongValue();
            if (number < 0) {
                throw outOfRange();
            }
            return number;
        }
        BigInteger number = in.getBigIntegerValue();
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw outOfRange();
        }
        return number.longValue();
    }

    /** Reads a number of 63 bits, such as a size. */
    public long count() throws IOException {
        long number = uint64();
        if (number < 0) {
            throw outOfRange();
        }
        return number;
    }

    /** Reads a number of 32 bits without a sign. */
    public long uint32() throws IOException {
        long number = count();
        if (number > MAX_UINT32) {
            throw outOfRange();
        }
        return number;
    }

    public Timestamp timestamp() throws IOException {
        if (isNull()) {
            return Timestamp.ZERO;
        }
        require(JsonToken.VALUE_STRING);
        try {
            return Timestamp.ofText(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
        } catch (IllegalArgumentException e) {
            throw fault(Kind.REPOSITORY_DAMAGED, kind, id, "has a wrong time", e);
        }
    }

    public ObjectId id() throws IOException {
        require(JsonToken.VALUE_STRING);
        char[] text = in.getTextCharacters();
        int at = in.getTextOffset();
        if (in.getTextLength() != 2 * ObjectId.BYTES) {
            throw damaged("has an id of " + in.getTextLength() + " digits");
        }
        return new ObjectId(
                word(text, at), word(text, at + 16), word(text, at + 32), word(text, at + 48));
    }

    /** Reads an id, or {@code null} as none. */
    public Optional<ObjectId> optionalId() throws IOException {
        return isNull() ? Optional.empty() : Optional.of(id());
    }

    public byte[] base64() throws IOException {
        if (isNull()) {
            return new byte[0];
        }
        require(JsonToken.VALUE_STRING);
        return in.getBinaryValue();
    }

    /** Returns the current value as it stands in the document. */
    public byte[] verbatim() throws IOException {
        int from = offset + (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        int to = offset + (int) in.currentLocation().getByteOffset();
        return Arrays.copyOfRange(json, from, to);
    }

    /** The document is not what a writer wrote; {@code why} goes on after its name. */
    public RepositoryException damaged(String why) {
        return fault(Kind.REPOSITORY_DAMAGED, kind, id, why, null);
    }

    /** The document says what no honest writer says; {@code why} goes on after its name. */
    public RepositoryException hostile(String why) {
        return fault(Kind.REPOSITORY_HOSTILE, kind, id, why, null);
    }

    private long word(char[] text, int from) {
        long word = 0;
        for (int i = from; i < from + 16; i++) {
            if (!HexFormat.isHexDigit(text[i])) {
                throw damaged("has an id that is not hexadecimal");
            }
            word = word << 4 | HexFormat.fromHexDigit(text[i]);
        }
        return word;
    }

    private RepositoryException outOfRange() throws IOException {
        String number = in.getText();
        return hostile(
                "has a number out of range: "
                        + (number.length() > 40 ? number.substring(0, 40) + "…" : number));
    }

    private void require(JsonToken token) {
        if (in.currentToken() != token) {
            throw damaged("has a " + in.currentToken() + " where a " + token + " belongs");
        }
    }

    private static RepositoryException fault(
            Kind fault, String kind, ObjectId id, String why, Exception cause) {
        return new RepositoryException(
                fault,
                kind + " " + id + " " + why,
                fault == Kind.REPOSITORY_HOSTILE
                        ? "trust no snapshot that has it, and find out who can write to the"
                                + " repository"
                        : "use another snapshot; a check of the repository lists all damage",
                cause);
    }
}
