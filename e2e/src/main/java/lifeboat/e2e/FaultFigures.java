package lifeboat.e2e;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What many disturbed operations add up to, a line for each kind and fault. */
record FaultFigures(List<FaultResult> results) {

    FaultFigures {
        results = List.copyOf(results);
    }

    List<String> lines() {
        Map<String, List<FaultResult>> groups =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        result -> name(result), TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> line(group.getKey(), group.getValue()))
                .toList();
    }

    private static String name(FaultResult result) {
        return (result.kind() + " " + result.fault()).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String line(String name, List<FaultResult> group) {
        Map<String, Long> outcomes =
                group.stream()
                        .collect(
                                Collectors.groupingBy(
                                        FaultResult::outcome, TreeMap::new, Collectors.counting()));
        double[] seconds = group.stream().mapToDouble(FaultResult::seconds).sorted().toArray();
        double[] extra = group.stream().mapToDouble(FaultResult::extraShare).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-28s %3d trials, %3d hit, %s; seconds: median %.1f, worst %.1f;"
                        + " extra bytes: median %.1f %%, worst %.1f %%",
                name,
                group.size(),
                group.stream().filter(FaultResult::hit).count(),
                outcomes,
                median(seconds),
                seconds[seconds.length - 1],
                100 * median(extra),
                100 * extra[extra.length - 1]);
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
