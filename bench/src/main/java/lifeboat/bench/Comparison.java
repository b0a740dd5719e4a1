package lifeboat.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import lifeboat.e2e.Command;

/** Runs contenders in turn, so that a slow minute of the machine hits all of them. */
final class Comparison {

    private final String title;
    private final Map<String, List<Measurement>> measurements = new LinkedHashMap<>();

    Comparison(String title) {
        this.title = title;
    }

    /** Runs each contender {@code runs} times, all dirty pages written out before each run. */
    void run(List<Contender> contenders, int runs) throws IOException, InterruptedException {
        System.out.println("\n" + title);
        for (int run = 0; run < runs; run++) {
            for (Contender contender : contenders) {
                contender.prepare(run);
                Command.of("sync").run(Duration.ofMinutes(5)).requireSuccess();
                Measurement measurement = contender.run(run);
                contender.finish(run);
                measurements
                        .computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(measurement);
                System.out.printf(
                        Locale.ROOT,
                        "  run %d  %-22s %7.2f s%n",
                        run + 1,
                        contender.name(),
                        measurement.wallSeconds());
            }
        }
    }

    /** Prints the medians, and how {@code ours} stands to each of the others. */
    void print(String ours) {
        System.out.printf(
                "%n%-24s %8s %15s %8s %9s %7s %12s %12s%n",
                "medians",
                "wall s",
                "least-most",
                "CPU s",
                "peak MiB",
                "key s",
                "ratio",
                "without key");
        measurements.forEach(
                (name, runs) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-24s %8.2f %7.2f-%-7.2f %8.2f %9.0f %7.2f %12s %12s%n",
                                name,
                                median(runs, Measurement::wallSeconds),
                                runs.stream()
                                        .mapToDouble(Measurement::wallSeconds)
                                        .min()
                                        .orElseThrow(),
                                runs.stream()
                                        .mapToDouble(Measurement::wallSeconds)
                                        .max()
                                        .orElseThrow(),
                                median(runs, Measurement::cpuSeconds),
                                median(runs, Measurement::peakBytes) / (1 << 20),
                                median(runs, Measurement::keySeconds),
                                ratio(ours, name, Measurement::wallSeconds),
                                ratio(ours, name, Measurement::withoutKeySeconds)));
        System.out.println("ratio: the time of " + ours + " over the time of this line");
    }

    private String ratio(String ours, String other, ToDoubleFunction<Measurement> seconds) {
        if (ours.equals(other)) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%.2f",
                median(measurements.get(ours), seconds) / median(measurements.get(other), seconds));
    }

    private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> of) {
        double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
