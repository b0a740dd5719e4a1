package lifeboat.engine.restic.json;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;

/**
 * Reads one JSON document of a repository, value by value, as Go would: {@code null} is the empty
 * value of whatever is asked for, of a key that comes twice the last counts.
 *
 * <p>The methods named after a kind of value read the current one, to which {@link #object} and
 * {@link #array} lead; a value that nobody reads is passed over. A document that does not parse, or
 * has a value of another kind, is {@code REPOSITORY_DAMAGED}; a number beyond its range, or
 * brackets 64 deep, {@code REPOSITORY_HOSTILE}.
 *
 * <p>It reads bytes, not characters, because a restore decodes trees in a JVM that has just begun
 * (docs/adr/0001): what is neither name nor text becomes no String.
 */
public final class JsonReader {

    /** Reads a document, whose first value is the current one. */
    @FunctionalInterface
    public interface Document<T> {
        T read(JsonReader in);
    }

    /** Reads, or ignores, the value of a key. */
    @FunctionalInterface
    public interface Field {
        void read(String key);
    }

    /** Reads, or ignores, an element of an array. */
    @FunctionalInterface
    public interface Element {
        void read();
    }

    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final Names NO_NAMES = Names.of();
    private static final byte[] EMPTY = {};

    private final Subject subject;
    private final byte[] json;
    private final Cursor in;
    private final TimestampParser timestamps;

    private JsonReader(Subject subject, byte[] json, int offset, int length) {
        this.subject = subject;
        this.json = json;
        this.in = new Cursor(subject, json, offset, length);
        this.timestamps = new TimestampParser(json, offset + length);
    }

    /**
     * Reads {@code length} bytes of {@code json} from {@code offset}, all of them.
     *
     * @param kind what it is, such as {@code tree}, and {@code id} which one: for messages
     * @throws RepositoryException if the document is not what it should be
     */
    public static <T> T read(
            String kind, ObjectId id, byte[] json, int offset, int length, Document<T> document) {
        JsonReader reader = new JsonReader(new Subject(kind, id), json, offset, length);
        reader.in.next();
        T result = document.read(reader);
        reader.in.next();
        if (!reader.in.atEnd()) {
            throw reader.damaged("goes on after its end");
        }
        return result;
    }

    /** Passes the keys of the current object, each with its value as the current one. */
    public void object(Field field) {
        object(NO_NAMES, field);
    }

    /** The same, faster if most keys are among {@code names}. */
    public void object(Names names, Field field) {
        require('{', "an object");
        in.open('{');
        int next = 0;
        for (boolean first = true; !in.close('}', first); first = false) {
            int name = in.name(names, next);
            String key = name == Names.NONE ? in.string() : names.text(name);
            next = name + 1;
            in.colon();
            int value = in.at();
            field.read(key);
            skipUnread(value);
        }
    }

    /** Passes the elements of the current array, each as the current value. */
    public void array(Element element) {
        if (isNull()) {
            return;
        }
        require('[', "an array");
        in.open('[');
        for (boolean first = true; !in.close(']', first); first = false) {
            int value = in.at();
            element.read();
            skipUnread(value);
        }
    }

    private void skipUnread(int value) {
        if (in.at() == value) {
            in.skip();
        }
    }

    /** Whether the current value is {@code null}; it stays the current one. */
    public boolean isNull() {
        return in.peek() == 'n';
    }

    /** Whether the current value is an array; it stays the current one. */
    public boolean isArray() {
        return in.peek() == '[';
    }

    /** Passes over the current value. */
    public void skip() {
        in.skip();
    }

    public String string() {
        if (passNull()) {
            return "";
        }
        require('"', "a string");
        return in.string();
    }

    /** The same, faster if it is one of {@code names}. */
    public String string(Names names) {
        if (passNull()) {
            return "";
        }
        require('"', "a string");
        int name = in.name(names, 0);
        return name == Names.NONE ? in.string() : names.text(name);
    }

    /** The same, faster if it is what was read last with {@code recent}. */
    public String string(RecentText recent) {
        if (passNull()) {
            return "";
        }
        require('"', "a string");
        int from = in.at() + 1;
        if (!in.stringIs(recent.json())) {
            String text = in.string();
            recent.become(Arrays.copyOfRange(json, from, in.at() - 1), text);
        }
        return recent.text();
    }

    /** Reads a string as its UTF-8. */
    public byte[] utf8() {
        if (passNull()) {
            return EMPTY;
        }
        require('"', "a string");
        return in.bytes();
    }

    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        array(() -> strings.add(string()));
        return List.copyOf(strings);
    }

    public boolean bool() {
        if (passNull()) {
            return false;
        }
        boolean value = in.peek() == 't';
        if (!value) {
            require('f', "a boolean");
        }
        in.literal(value ? "true" : "false");
        return value;
    }

    /** Reads a number of 64 bits without a sign: above 2^63 the result is negative. */
    public long uint64() {
        if (passNull()) {
            return 0;
        }
        boolean negative = in.accept('-');
        if (!in.isDigit()) {
            throw damaged("has something else where a number belongs");
        }
        if (negative) {
            throw in.outOfRange();
        }
        long number = in.number();
        if (in.peek() == '.' || in.peek() == 'e' || in.peek() == 'E') {
            throw damaged("has a fraction where a whole number belongs");
        }
        return number;
    }

    /** Reads a number of 63 bits, such as a size. */
    public long count() {
        long number = uint64();
        if (number < 0) {
            throw in.outOfRange();
        }
        return number;
    }

    /** Reads a number of 32 bits without a sign. */
    public long uint32() {
        long number = count();
        if (number > MAX_UINT32) {
            throw in.outOfRange();
        }
        return number;
    }

    public Timestamp timestamp() {
        if (passNull()) {
            return Timestamp.ZERO;
        }
        require('"', "a time");
        try {
            Timestamp time = timestamps.parse(in.at() + 1);
            in.moveTo(timestamps.end());
            in.expect('"');
            return time;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged("has a wrong time");
        }
    }

    public ObjectId id() {
        require('"', "an id");
        in.expect('"');
        ObjectId read = new ObjectId(in.hexWord(), in.hexWord(), in.hexWord(), in.hexWord());
        in.expect('"');
        return read;
    }

    /** Reads an id, or {@code null} as none. */
    public Optional<ObjectId> optionalId() {
        return passNull() ? Optional.empty() : Optional.of(id());
    }

    /** Reads an array of ids, mostly of one or none. */
    public List<ObjectId> ids() {
        if (passNull()) {
            return List.of();
        }
        require('[', "an array");
        in.open('[');
        if (in.close(']', true)) {
            return List.of();
        }
        ObjectId first = id();
        if (in.close(']', false)) {
            return List.of(first);
        }
        List<ObjectId> ids = new ArrayList<>();
        ids.add(first);
        do {
            ids.add(id());
        } while (!in.close(']', false));
        return List.copyOf(ids);
    }

    public byte[] base64() {
        try {
            return Base64.getDecoder().decode(utf8());
        } catch (IllegalArgumentException e) {
            throw damaged("has bytes that are not base64");
        }
    }

    /** Returns the current value as it stands in the document. */
    public byte[] verbatim() {
        int from = in.at();
        in.skip();
        return Arrays.copyOfRange(json, from, in.at());
    }

    /** The document is not what a writer wrote; {@code why} goes on after its name. */
    public RepositoryException damaged(String why) {
        return subject.damaged(why);
    }

    /** The document says what no honest writer says; {@code why} goes on after its name. */
    public RepositoryException hostile(String why) {
        return subject.hostile(why);
    }

    private boolean passNull() {
        if (!isNull()) {
            return false;
        }
        in.literal("null");
        return true;
    }

    private void require(char first, String what) {
        if (in.peek() != first) {
            throw damaged("has something else where " + what + " belongs");
        }
    }
}
