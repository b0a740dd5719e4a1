package lifeboat.cli.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's file of controllers, {@code ~/.config/lifeboat/config.yaml}:
 *
 * <pre>
 * context: production
 * contexts:
 *   production:
 *     controller: lifeboat.example.org:7443
 *     identity: /home/me/.config/lifeboat/production
 * </pre>
 *
 * @param values by their path, such as {@code contexts.production.controller}
 */
public record Settings(Path file, Map<String, String> values) {

    /** What one context says; empty where it says nothing. */
    public record Context(Optional<String> controller, Optional<String> identity) {}

    private static final String KEY = "context|contexts\\.[^.]+\\.(controller|identity)";

    public Settings {
        values = Map.copyOf(values);
    }

    /**
     * Reads the file; one that does not exist says nothing.
     *
     * @throws IllegalArgumentException if it can't be read or says something unknown
     */
    public static Settings read(Path file) {
        if (!Files.exists(file)) {
            return new Settings(file, Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
            for (JsonToken token = yaml.nextToken(); token != null; token = yaml.nextToken()) {
                if (token.isScalarValue()) {
                    String key = yaml.getParsingContext().pathAsPointer().toString();
                    values.put(key.substring(1).replace('/', '.'), yaml.getText());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " can't be read: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
        for (String key : values.keySet()) {
            if (!key.matches(KEY)) {
                throw new IllegalArgumentException(
                        "%s: \"%s\" is unknown; there are context, contexts.NAME.controller and"
                                        .formatted(file, key)
                                + " contexts.NAME.identity");
            }
        }
        return new Settings(file, values);
    }

    /**
     * Finds a context.
     *
     * @param name the context; the file's own choice if empty
     * @throws IllegalArgumentException if there is none of that name
     */
    public Context context(Optional<String> name) {
        Optional<String> chosen = name.or(() -> value("context"));
        if (chosen.isEmpty()) {
            return new Context(Optional.empty(), Optional.empty());
        }
        String prefix = "contexts." + chosen.get() + ".";
        Context context = new Context(value(prefix + "controller"), value(prefix + "identity"));
        if (context.controller().isEmpty() && context.identity().isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no context \"%s\" in %s".formatted(chosen.get(), file));
        }
        return context;
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
