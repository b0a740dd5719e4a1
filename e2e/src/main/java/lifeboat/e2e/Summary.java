package lifeboat.e2e;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last line of a program's {@code --json} output.
 *
 * @param fields its strings, numbers and booleans, as text, by name
 */
public record Summary(Map<String, String> fields) {

    private static final JsonFactory JSON = new JsonFactory();

    public Summary {
        fields = Map.copyOf(fields);
    }

    /** Reads the summary of lifeboat or restic. */
    public static Summary of(Finished program) throws IOException {
        List<String> lines = program.text().lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            throw new IOException(String.join(" ", program.words()) + " printed no summary");
        }
        Map<String, String> fields = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(lines.getLast())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Summary(fields);
    }

    public String text(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException("the summary has no " + field + ": " + fields);
        }
        return value;
    }

    public long number(String field) {
        return Long.parseLong(text(field));
    }

    public double seconds(String field) {
        return Double.parseDouble(text(field));
    }
}
