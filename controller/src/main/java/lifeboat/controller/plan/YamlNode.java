package lifeboat.controller.plan;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document that knows its line, from 1. */
sealed interface YamlNode {

    int line();

    /** Keys in the order of the document. */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {}

    /** A key's value; the line is that of the key. */
    record Entry(int line, YamlNode value) {}

    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    /** A word, quoted or such that YAML takes it for text. */
    record Text(int line, String value) implements YamlNode {}

    record Bool(int line, boolean value) implements YamlNode {}

    /** A number or nothing: no key of a plan takes one. */
    record Other(int line, String shown) implements YamlNode {}

    /** In the words of a fault. */
    default String kind() {
        return switch (this) {
            case Mapping _ -> "a mapping";
            case Sequence _ -> "a list";
            case Text text -> "the text \"" + text.value() + "\"";
            case Bool bool -> "the truth value " + bool.value();
            case Other other -> other.shown();
        };
    }
}
