package lifeboat.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML file that knows its line, which Jackson's own trees don't. */
sealed interface Setting {

    int line();

    record Text(int line, String value) implements Setting {}

    record Sequence(int line, List<Setting> items) implements Setting {}

    record Mapping(int line, Map<String, Setting> entries) implements Setting {}

    /** Nothing stands behind the key. */
    record Nothing(int line) implements Setting {}

    /**
     * Reads a file's only document; a key that comes twice is a fault, and its first value counts.
     *
     * @throws IOException if it is no YAML
     */
    static Setting parse(String yaml, List<String> faults) throws IOException {
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            if (parser.nextToken() == null) {
                return new Nothing(1);
            }
            Setting setting = read(parser, faults);
            if (parser.nextToken() != null) {
                faults.add("line %d: a second document".formatted(lineOf(parser)));
            }
            return setting;
        }
    }

    private static Setting read(YAMLParser parser, List<String> faults) throws IOException {
        int line = lineOf(parser);
        if (parser.isCurrentAlias()) {
            faults.add("line %d: aliases are not used here".formatted(line));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, line, faults);
            case START_ARRAY -> {
                List<Setting> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(parser, faults));
                }
                yield new Sequence(line, items);
            }
            case VALUE_NULL -> new Nothing(line);
            default -> new Text(line, parser.getText());
        };
    }

    private static Mapping mapping(YAMLParser parser, int line, List<String> faults)
            throws IOException {
        Map<String, Setting> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = lineOf(parser);
            parser.nextToken();
            if (entries.putIfAbsent(key, read(parser, faults)) != null) {
                faults.add("line %d: %s: stands here a second time".formatted(keyLine, key));
            }
        }
        return new Mapping(line, entries);
    }

    private static int lineOf(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
