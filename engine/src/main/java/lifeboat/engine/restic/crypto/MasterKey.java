package lifeboat.engine.restic.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The two keys that seal objects: one encrypts, one authenticates. Never shows itself. */
public final class MasterKey {

    /** Bytes of the raw form: {@code encrypt(32) ‖ k(16) ‖ r(16)}. */
    public static final int BYTES = 64;

    private static final int ALL_PARTS = 7;

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] raw;

    private MasterKey(byte[] raw) {
        this.raw = raw;
    }

    /** Takes {@code encrypt(32) ‖ k(16) ‖ r(16)}, the order in which scrypt's output is cut. */
    public static MasterKey of(byte[] raw) {
        if (raw.length != BYTES) {
            throw new IllegalArgumentException("a key of " + raw.length + " bytes");
        }
        return new MasterKey(raw.clone());
    }

    public static MasterKey random(SecureRandom random) {
        byte[] raw = new byte[BYTES];
        random.nextBytes(raw);
        return new MasterKey(raw);
    }

    /** The key of AES-256. */
    byte[] encrypt() {
        return Arrays.copyOfRange(raw, 0, 32);
    }

    /** The key of AES-128, which turns an IV into the second half of Poly1305's key. */
    byte[] k() {
        return Arrays.copyOfRange(raw, 32, 48);
    }

    /** The first half of Poly1305's key; not clamped: Poly1305 does that itself. */
    byte[] r() {
        return Arrays.copyOfRange(raw, 48, 64);
    }

    /** {@code {"mac":{"k":base64,"r":base64},"encrypt":base64}}, as restic writes it. */
    public byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("mac");
            json.writeBinaryField("k", k());
            json.writeBinaryField("r", r());
            json.writeEndObject();
            json.writeBinaryField("encrypt", encrypt());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #toJson()} writes; unknown keys are skipped.
     *
     * @throws IllegalArgumentException if it is anything else; the message shows nothing of it
     */
    public static MasterKey parse(byte[] json) {
        byte[] raw = new byte[BYTES];
        int found = 0;
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                found = readParts(in, raw);
            }
        } catch (IOException e) {
            // The cause would quote the key.
            throw new IllegalArgumentException("the master key is not JSON");
        }
        if (found != ALL_PARTS) {
            throw new IllegalArgumentException("a part of the master key is missing");
        }
        return new MasterKey(raw);
    }

    private static int readParts(JsonParser in, byte[] raw) throws IOException {
        int found = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "mac" -> found |= readParts(in, raw);
                case "encrypt" -> found |= readPart(in, raw, 0, 32);
                case "k" -> found |= readPart(in, raw, 32, 16) << 1;
                case "r" -> found |= readPart(in, raw, 48, 16) << 2;
                default -> in.skipChildren();
            }
        }
        return found;
    }

    private static int readPart(JsonParser in, byte[] raw, int at, int length) throws IOException {
        byte[] part = in.getBinaryValue();
        if (part.length != length) {
            throw new IllegalArgumentException("a part of the master key has the wrong length");
        }
        System.arraycopy(part, 0, raw, at, length);
        return 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key && MessageDigest.isEqual(raw, key.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }
}
