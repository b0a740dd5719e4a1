package lifeboat.e2e;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON object that a program printed, looked into by names with dots between them. */
public record Json(Map<String, Object> fields) {

    private static final JsonFactory FACTORY = new JsonFactory();

    public static Json parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            if (value(parser) instanceof Json object) {
                return object;
            }
            throw new IOException("not a JSON object: " + text);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield new Json(fields);
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            default -> parser.getText();
        };
    }

    /** A string, number or boolean as text; empty if there is none. */
    public String text(String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return fields.getOrDefault(path, "").toString();
        }
        return fields.get(path.substring(0, dot)) instanceof Json inner
                ? inner.text(path.substring(dot + 1))
                : "";
    }

    /** A number; 0 if there is none. */
    public long number(String path) {
        String text = text(path);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
