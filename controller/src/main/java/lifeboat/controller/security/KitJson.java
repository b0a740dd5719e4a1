package lifeboat.controller.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import lifeboat.engine.Password;

/**
 * A kit's content as JSON, {@code version} 1; passwords and keys in base64, the commands in words
 * for whoever has nothing but a kit opened by hand.
 */
final class KitJson {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private KitJson() {}

    static byte[] write(KitContent content) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        root.put("exported", content.exported().toString());
        root.put("authority", content.authority().pem());
        root.put("sealing_key", base64(content.sealingKey().key().bytes()));
        ArrayNode repositories = root.putArray("repositories");
        for (KitRepository each : content.repositories()) {
            ObjectNode repository = repositories.addObject();
            repository.put("name", each.name());
            repository.put("url", each.url());
            repository.put("region", each.region());
            repository.put("password", base64(each.password().bytes()));
            ArrayNode commands = repository.putArray("commands");
            each.commands().forEach(commands::add);
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws IOException if a later version wrote it
     */
    static KitContent read(byte[] json) throws IOException {
        JsonNode root = JSON.readTree(json);
        int version = root.required("version").asInt();
        if (version != VERSION) {
            throw new IOException("its content has version " + version);
        }
        List<KitRepository> repositories = new ArrayList<>();
        for (JsonNode each : root.required("repositories")) {
            repositories.add(
                    new KitRepository(
                            text(each, "name"),
                            text(each, "url"),
                            text(each, "region"),
                            Password.ofBytes(bytes(each, "password"))));
        }
        return new KitContent(
                Instant.parse(text(root, "exported")),
                Credential.parse(text(root, "authority"), "the kit"),
                SealingKey.of(Secret.of(bytes(root, "sealing_key")), "the kit"),
                repositories);
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static byte[] bytes(JsonNode node, String name) {
        return Base64.getDecoder().decode(text(node, name));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
