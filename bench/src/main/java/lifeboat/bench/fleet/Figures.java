package lifeboat.bench.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was measured: told as it comes, and in the end as medians beside their budgets. */
final class Figures {

    private record Figure(String unit, Optional<Double> budget, List<Double> runs) {

        double median() {
            double[] sorted = runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1
                    ? sorted[middle]
                    : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    void add(String name, double value, String unit) {
        add(name, value, unit, Optional.empty());
    }

    void add(String name, double value, String unit, double budget) {
        add(name, value, unit, Optional.of(budget));
    }

    private void add(String name, double value, String unit, Optional<Double> budget) {
        figures.computeIfAbsent(name, _ -> new Figure(unit, budget, new ArrayList<>()))
                .runs()
                .add(value);
        System.out.printf("  %-46s %12s%n", name, amount(value, unit));
    }

    /** A table: the median of the runs, the budget, and the share of it that is used. */
    void print() {
        System.out.printf("%n%-46s %12s %12s %9s%n", "", "measured", "budget", "of budget");
        figures.forEach(
                (name, figure) ->
                        System.out.printf(
                                "%-46s %12s %12s %9s%n",
                                name,
                                amount(figure.median(), figure.unit()),
                                figure.budget().map(it -> amount(it, figure.unit())).orElse(""),
                                figure.budget()
                                        .map(it -> number(figure.median() / it, 2))
                                        .orElse("")));
    }

    private static String amount(double value, String unit) {
        return number(value, value < 10 ? 2 : value < 100 ? 1 : 0) + " " + unit;
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
