package lifeboat.controller.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping of a plan document that is being read. What is asked for and can't be had is a fault
 * and comes back empty, so that reading goes on to the next.
 */
final class Section {

    private static final int MAX_TEXT = 4_096;

    private final String key;
    private final int line;
    private final Map<String, YamlNode.Entry> entries;
    private final Set<String> asked = new TreeSet<>();
    private final List<PlanFault> faults;

    private Section(
            String key, int line, Map<String, YamlNode.Entry> entries, List<PlanFault> faults) {
        this.key = key;
        this.line = line;
        this.entries = entries;
        this.faults = faults;
    }

    /** The document's root; an empty section if it is no mapping. */
    static Section root(YamlNode node, List<PlanFault> faults) {
        return of("", node.line(), node, faults);
    }

    private static Section of(String key, int line, YamlNode node, List<PlanFault> faults) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Section(key, line, mapping.entries(), faults);
        }
        faults.add(
                new PlanFault(key, node.line(), "must be a mapping of keys, not " + node.kind()));
        return absent(key);
    }

    /**
     * Stands for what is missing or no mapping: one fault has said so, those inside tell nobody.
     */
    private static Section absent(String key) {
        return new Section(key, 0, Map.of(), new ArrayList<>());
    }

    Section section(String name) {
        Optional<YamlNode.Entry> entry = require(name, "a mapping of keys");
        return entry.isPresent()
                ? of(path(name), entry.get().line(), entry.get().value(), faults)
                : absent(path(name));
    }

    Optional<Section> optionalSection(String name) {
        return find(name).map(entry -> of(path(name), entry.line(), entry.value(), faults));
    }

    /**
     * Reads a text.
     *
     * @param expected what it must be, in words
     * @param parse throws an IllegalArgumentException whose message says what is wrong
     */
    <T> Optional<T> text(String name, String expected, Function<String, T> parse) {
        return require(name, expected)
                .flatMap(entry -> parsed(path(name), entry.value(), expected, parse));
    }

    <T> Optional<T> optionalText(String name, String expected, Function<String, T> parse) {
        return find(name).flatMap(entry -> parsed(path(name), entry.value(), expected, parse));
    }

    /**
     * Reads a list of texts; those that have faults are left out.
     *
     * @param least 0 if the list itself may be missing
     */
    List<String> texts(String name, int least, int most, Function<String, String> parse) {
        Optional<YamlNode.Entry> entry = least > 0 ? require(name, "a list of texts") : find(name);
        return entry.map(found -> items(path(name), found.value(), least, most, parse))
                .orElseGet(List::of);
    }

    boolean truth(String name, boolean otherwise) {
        Optional<YamlNode.Entry> entry = find(name);
        if (entry.isEmpty()) {
            return otherwise;
        }
        YamlNode value = entry.get().value();
        if (value instanceof YamlNode.Bool(int _, boolean truth)) {
            return truth;
        }
        fault(path(name), value.line(), "must be true or false, not " + value.kind());
        return otherwise;
    }

    /** Adds a fault of the value at {@code name}, at the line of its key. */
    void fault(String name, String message) {
        YamlNode.Entry entry = entries.get(name);
        fault(path(name), entry == null ? line : entry.line(), message);
    }

    /** Ends the reading: what nobody asked for is not known. */
    void end() {
        entries.forEach(
                (name, entry) -> {
                    if (!asked.contains(name)) {
                        String known = String.join(", ", asked);
                        fault(path(name), entry.line(), "is not known here; known are " + known);
                    }
                });
    }

    private Optional<YamlNode.Entry> require(String name, String expected) {
        Optional<YamlNode.Entry> entry = find(name);
        if (entry.isEmpty()) {
            fault(path(name), line, "is missing: must be " + expected);
        }
        return entry;
    }

    private Optional<YamlNode.Entry> find(String name) {
        asked.add(name);
        return Optional.ofNullable(entries.get(name));
    }

    private List<String> items(
            String path, YamlNode value, int least, int most, Function<String, String> parse) {
        if (!(value instanceof YamlNode.Sequence(int listLine, List<YamlNode> nodes))) {
            fault(path, value.line(), "must be a list, not " + value.kind());
            return List.of();
        }
        if (nodes.size() < least || nodes.size() > most) {
            fault(
                    path,
                    listLine,
                    "has %d items, not %d to %d".formatted(nodes.size(), least, most));
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            parsed(path + "[" + i + "]", nodes.get(i), "text", parse).ifPresent(items::add);
        }
        return items;
    }

    private <T> Optional<T> parsed(
            String path, YamlNode value, String expected, Function<String, T> parse) {
        if (!(value instanceof YamlNode.Text(int textLine, String text))) {
            String quote = value instanceof YamlNode.Other ? ": if it is text, quote it" : "";
            fault(path, value.line(), "must be " + expected + ", not " + value.kind() + quote);
            return Optional.empty();
        }
        if (text.length() > MAX_TEXT) {
            fault(path, textLine, "is longer than " + MAX_TEXT + " characters");
            return Optional.empty();
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(path, textLine, "has a line break or another control character");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            fault(path, textLine, e.getMessage());
            return Optional.empty();
        }
    }

    private void fault(String path, int at, String message) {
        faults.add(new PlanFault(path, at, message));
    }

    private String path(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }
}
