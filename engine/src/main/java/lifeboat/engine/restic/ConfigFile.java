package lifeboat.engine.restic;

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
import lifeboat.engine.restic.chunk.Polynomial;

/**
 * What a repository is: its format's version, its id, and the polynomial by which files are cut.
 *
 * @param version 1 or 2
 * @param id 64 hexadecimal digits, random
 */
public record ConfigFile(int version, String id, Polynomial polynomial) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads the opened config; unknown keys, such as rustic's, are skipped.
     *
     * @throws RepositoryException {@code REPOSITORY_UNSUPPORTED} for another version, {@code
     *     REPOSITORY_DAMAGED} for anything that is no config
     */
    static ConfigFile parse(byte[] json) {
        int version = 0;
        String id = "";
        String polynomial = "";
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw damaged("it is not a JSON object", null);
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "version" -> version = in.getValueAsInt();
                    case "id" -> id = in.getValueAsString("");
                    case "chunker_polynomial" -> polynomial = in.getValueAsString("");
                    default -> in.skipChildren();
                }
            }
        } catch (IOException e) {
            throw damaged("it does not parse", e);
        }
        if (version < 1 || version > 2) {
            throw new RepositoryException(
                    Kind.REPOSITORY_UNSUPPORTED,
                    "the repository has version " + version + "; this release reads 1 and 2",
                    "use a newer release, or restic itself");
        }
        if (!ObjectId.isHex(id)) {
            throw damaged("its id is not 64 hexadecimal digits", null);
        }
        return new ConfigFile(version, id, Polynomial.ofConfig(polynomial));
    }

    /** The JSON as restic writes it. */
    byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", version);
            json.writeStringField("id", id);
            json.writeStringField("chunker_polynomial", polynomial.hex());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static RepositoryException damaged(String why, Throwable cause) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                "the repository's config is damaged: " + why,
                "bring the object `config` back from a copy or an older version of it",
                cause);
    }
}
