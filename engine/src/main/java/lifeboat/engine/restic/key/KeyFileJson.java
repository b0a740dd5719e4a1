package lifeboat.engine.restic.key;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;
import lifeboat.engine.restic.crypto.ScryptCost;
import lifeboat.engine.restic.crypto.Sealer;

/**
 * The JSON of a key file (restic {@code internal/repository/key.go}): {@code created, username,
 * hostname, kdf, N, r, p, salt, data}, of which rustic may leave out the first three.
 */
final class KeyFileJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final ObjectId id;
    private String created = "";
    private String username = "";
    private String hostname = "";
    private String kdf = "";
    private int n;
    private int r;
    private int p;
    private byte[] salt = {};
    private byte[] data = {};

    /** A reader of one key file; {@code id} is for messages. */
    KeyFileJson(ObjectId id) {
        this.id = id;
    }

    KeyFile parse(byte[] json) {
        try (JsonParser in = JSON.createParser(json)) {
            readFields(in);
        } catch (IOException e) {
            throw unreadable("it is not JSON, or cut", e);
        }
        if (!kdf.isEmpty() && !kdf.equals("scrypt")) {
            throw new RepositoryException(
                    Kind.REPOSITORY_UNSUPPORTED,
                    "keys/" + id + " derives its key by \"" + kdf + "\", not by scrypt",
                    "use the password of another key");
        }
        if (kdf.isEmpty() || salt.length != KeyFile.SALT_BYTES || data.length < Sealer.OVERHEAD) {
            throw unreadable("kdf, salt or data is missing or cut", null);
        }
        return new KeyFile(
                new KeyFile.Origin(created, username, hostname), requireCost(), salt, data);
    }

    private void readFields(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable("it is not a JSON object", null);
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "created" -> created = in.getValueAsString("");
                case "username" -> username = in.getValueAsString("");
                case "hostname" -> hostname = in.getValueAsString("");
                case "kdf" -> kdf = in.getValueAsString("");
                case "N" -> n = readCount(in);
                case "r" -> r = readCount(in);
                case "p" -> p = readCount(in);
                case "salt" -> salt = in.getBinaryValue();
                case "data" -> data = in.getBinaryValue();
                default -> in.skipChildren();
            }
        }
    }

    /** Numbers that no int holds are far beyond what {@link ScryptCost} accepts. */
    private static int readCount(JsonParser in) throws IOException {
        return Math.clamp(in.getLongValue(), 0, Integer.MAX_VALUE);
    }

    private ScryptCost requireCost() {
        try {
            return new ScryptCost(n, r, p);
        } catch (IllegalArgumentException e) {
            throw new RepositoryException(
                    Kind.REPOSITORY_HOSTILE,
                    "keys/" + id + " asks for too much: " + e.getMessage(),
                    "find out who wrote this file; delete it if another key opens the repository",
                    e);
        }
    }

    private RepositoryException unreadable(String why, Throwable cause) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                "keys/" + id + " is unreadable: " + why,
                "use the password of another key, or bring the file back from a copy",
                cause);
    }

    static byte[] write(KeyFile key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("created", key.origin().created());
            json.writeStringField("username", key.origin().username());
            json.writeStringField("hostname", key.origin().hostname());
            json.writeStringField("kdf", "scrypt");
            json.writeNumberField("N", key.cost().n());
            json.writeNumberField("r", key.cost().r());
            json.writeNumberField("p", key.cost().p());
            json.writeBinaryField("salt", key.salt());
            json.writeBinaryField("data", key.data());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
