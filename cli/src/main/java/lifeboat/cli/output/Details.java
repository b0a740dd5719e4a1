package lifeboat.cli.output;

import java.util.ArrayList;
import java.util.List;

/** What is known of one thing, a line each: a label, and the value behind it. */
public final class Details {

    private record Entry(String label, String value) {}

    private final List<Entry> entries = new ArrayList<>();

    /** Adds a line; none if {@code value} is empty. Several lines stand one below the other. */
    public Details add(String label, String value) {
        if (!value.isBlank()) {
            entries.add(new Entry(label, value));
        }
        return this;
    }

    public Details addIf(boolean known, String label, java.util.function.Supplier<String> value) {
        return known ? add(label, value.get()) : this;
    }

    public String text() {
        int width = entries.stream().mapToInt(entry -> entry.label().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            String lead = entry.label() + " ".repeat(width - entry.label().length() + 2);
            for (String line : entry.value().lines().toList()) {
                text.append(lead).append(line).append('\n');
                lead = " ".repeat(width + 2);
            }
        }
        return text.toString();
    }
}
