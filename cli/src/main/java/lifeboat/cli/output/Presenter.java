package lifeboat.cli.output;

import com.google.protobuf.Message;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows a result in the form that was asked for. Documents go to stdout, whole and alone. */
public record Presenter(Console console, Form form) {

    /**
     * Shows many.
     *
     * @param document the answer that holds them
     * @param name what {@code -o name} shows of a row
     * @param whenEmpty what a person reads if there are none
     */
    public <T> void list(
            Message document,
            List<T> rows,
            Table<T> table,
            Function<T, String> name,
            String whenEmpty) {
        switch (form) {
            case JSON, YAML -> document(Document.of(document));
            case NAME -> rows.forEach(row -> console.say(name.apply(row)));
            case TABLE, WIDE -> {
                if (rows.isEmpty()) {
                    console.warn(whenEmpty);
                } else {
                    console.say(table.text(rows, form == Form.WIDE));
                }
            }
        }
    }

    /** Shows one. */
    public void show(Message document, String name, Supplier<String> words) {
        show(Document.of(document), name, words);
    }

    /** Shows one. */
    public void show(Document document, String name, Supplier<String> words) {
        switch (form) {
            case JSON, YAML -> document(document);
            case NAME -> console.say(name);
            case TABLE, WIDE -> console.say(words.get());
        }
    }

    private void document(Document document) {
        console.document(Document.text(document, form));
    }
}
