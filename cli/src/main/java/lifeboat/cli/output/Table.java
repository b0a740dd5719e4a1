package lifeboat.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Columns of text, each as wide as its longest cell.
 *
 * @param <T> what a row shows
 */
public final class Table<T> {

    private record Column<T>(
            String title, Function<T, String> text, boolean right, boolean onlyWide) {}

    private final List<Column<T>> columns = new ArrayList<>();

    public Table<T> column(String title, Function<T, String> text) {
        columns.add(new Column<>(title, text, false, false));
        return this;
    }

    /** A column of numbers, one below the other. */
    public Table<T> number(String title, Function<T, String> text) {
        columns.add(new Column<>(title, text, true, false));
        return this;
    }

    /** A column that is shown only where there is room. */
    public Table<T> wide(String title, Function<T, String> text) {
        columns.add(new Column<>(title, text, false, true));
        return this;
    }

    /** The lines, the titles first; an empty cell shows as {@code -}. */
    public String text(List<T> rows, boolean wide) {
        List<Column<T>> shown =
                columns.stream().filter(column -> wide || !column.onlyWide()).toList();
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (Column<T> column : shown) {
            List<String> cells = new ArrayList<>(List.of(column.title()));
            rows.forEach(row -> cells.add(cell(column.text().apply(row))));
            int width = cells.stream().mapToInt(Table::width).max().orElse(0);
            for (int i = 0; i < cells.size(); i++) {
                String space = " ".repeat(width - width(cells.get(i)));
                lines.get(i)
                        .append(column.right() ? space + cells.get(i) : cells.get(i) + space)
                        .append("  ");
            }
        }
        return String.join(
                "\n", lines.stream().map(line -> line.toString().stripTrailing()).toList());
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String cell(String text) {
        return text.isBlank() ? "-" : text.lines().map(String::strip).reduce("", Table::joined);
    }

    private static String joined(String a, String b) {
        return a.isEmpty() ? b : a + " " + b;
    }
}
