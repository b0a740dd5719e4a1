package lifeboat.controller.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads YAML into nodes that know their lines. Data binding would stop at the first fault and
 * forget where a value stood.
 */
final class YamlReader {

    private static final YAMLFactory YAML = new YAMLFactory();
    private static final int MAX_DEPTH = 8;
    private static final int MAX_SHOWN = 40;
    private static final String BAD_ALIAS = "while scanning an alias"; // SnakeYAML's words

    private final YAMLParser parser;
    private final List<PlanFault> faults;

    private YamlReader(YAMLParser parser, List<PlanFault> faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /**
     * Returns the document's root; empty if there is none or it can't be parsed to its end.
     *
     * @param faults is added what makes the document no YAML, or one that two readers could take
     *     for different things
     */
    static Optional<YamlNode> read(String yaml, List<PlanFault> faults) {
        try (YAMLParser parser = YAML.createParser(yaml)) {
            YamlReader reader = new YamlReader(parser, faults);
            if (parser.nextToken() == null) {
                faults.add(new PlanFault("", 0, "is empty"));
                return Optional.empty();
            }
            YamlNode root = reader.node("", 0);
            if (parser.nextToken() != null) {
                reader.fault("", "a second document begins here: a file holds one plan");
            }
            return Optional.of(root);
        } catch (JsonProcessingException e) {
            faults.add(syntax(e));
            return Optional.empty();
        } catch (IOException e) { // of a string, none
            throw new UncheckedIOException(e);
        }
    }

    private YamlNode node(String key, int depth) throws IOException {
        int line = line();
        if (parser.isCurrentAlias()) {
            String alias = "*" + parser.getText();
            fault(key, "\"" + alias + "\" refers to another place: if it is text, quote it");
            return new YamlNode.Text(line, alias);
        }
        if (depth > MAX_DEPTH) {
            fault(key, "is nested too deeply");
            parser.skipChildren();
            return new YamlNode.Other(line, "something nested too deeply");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(key, line, depth);
            case START_ARRAY -> sequence(key, line, depth);
            case VALUE_STRING -> new YamlNode.Text(line, parser.getText());
            case VALUE_TRUE -> new YamlNode.Bool(line, true);
            case VALUE_FALSE -> new YamlNode.Bool(line, false);
            case VALUE_NULL -> new YamlNode.Other(line, "nothing");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new YamlNode.Other(line, "the number " + shortened(parser.getText()));
            case VALUE_EMBEDDED_OBJECT -> new YamlNode.Other(line, "binary data");
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
                    throw new IllegalStateException("a value can't be " + parser.currentToken());
        };
    }

    private YamlNode mapping(String key, int line, int depth) throws IOException {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameLine = line();
            String path = key.isEmpty() ? shortened(name) : key + "." + shortened(name);
            parser.nextToken();
            YamlNode value = node(path, depth + 1);
            YamlNode.Entry first = entries.putIfAbsent(name, new YamlNode.Entry(nameLine, value));
            if (first != null) {
                faults.add(
                        new PlanFault(
                                path, nameLine, "is here twice: first on line " + first.line()));
            }
        }
        return new YamlNode.Mapping(line, entries);
    }

    private YamlNode sequence(String key, int line, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(key + "[" + items.size() + "]", depth + 1));
        }
        return new YamlNode.Sequence(line, items);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private void fault(String key, String message) {
        faults.add(new PlanFault(key, line(), message));
    }

    private static PlanFault syntax(JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        if (first.equals(BAD_ALIAS)) { // mostly a pattern such as *.log
            return new PlanFault("", line, "is not YAML: quote a text that begins with \"*\"");
        }
        return new PlanFault("", line, "is not YAML: " + first);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
