package lifeboat.controller.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import lifeboat.controller.operation.Durations;

/**
 * Families that have a series for each of some items. One without items is shown all the same.
 * Numbers are exact up to 2^53.
 */
final class Series<T> {

    private static final double MILLIS_PER_SECOND = 1000;

    private final List<T> items;
    private final Function<T, Labels> labels;
    private final Consumer<MetricSnapshot> families;

    Series(List<T> items, Function<T, Labels> labels, Consumer<MetricSnapshot> families) {
        this.items = items;
        this.labels = labels;
        this.families = families;
    }

    Series<T> gauge(String name, String help, ToDoubleFunction<T> value) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        items.forEach(
                item -> family.dataPoint(gauge(labels.apply(item), value.applyAsDouble(item))));
        families.accept(family.build());
        return this;
    }

    /** Gauges that are told apart by one label more. */
    Series<T> gauges(
            String name, String help, String label, Function<T, Map<String, Boolean>> values) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        items.forEach(
                item ->
                        values.apply(item)
                                .forEach(
                                        (word, holds) ->
                                                family.dataPoint(
                                                        gauge(
                                                                labels.apply(item).add(label, word),
                                                                holds ? 1 : 0))));
        families.accept(family.build());
        return this;
    }

    private static GaugeDataPointSnapshot gauge(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    /** 1 for what holds, else 0. */
    Series<T> flag(String name, String help, Predicate<T> holds) {
        return gauge(name, help, item -> holds.test(item) ? 1 : 0);
    }

    /** 0 stands for never: an absent series can't be told from a broken exporter. */
    Series<T> time(String name, String help, Function<T, Optional<Instant>> time) {
        return gauge(
                name,
                help,
                item -> time.apply(item).orElse(Instant.EPOCH).toEpochMilli() / MILLIS_PER_SECOND);
    }

    /** 0 for one that is not known. */
    Series<T> seconds(String name, String help, Function<T, Optional<Duration>> duration) {
        return gauge(name, help, item -> seconds(duration.apply(item).orElse(Duration.ZERO)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }

    /**
     * @param name without the {@code _total} that it is shown with
     */
    Series<T> counter(String name, String help, ToDoubleFunction<T> value) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        items.forEach(
                item -> family.dataPoint(counter(labels.apply(item), value.applyAsDouble(item))));
        families.accept(family.build());
        return this;
    }

    /** Counters that are told apart by one label more. */
    Series<T> counters(
            String name, String help, String label, Function<T, Map<String, Long>> values) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        items.forEach(
                item ->
                        values.apply(item)
                                .forEach(
                                        (word, value) ->
                                                family.dataPoint(
                                                        counter(
                                                                labels.apply(item).add(label, word),
                                                                value))));
        families.accept(family.build());
        return this;
    }

    private static CounterDataPointSnapshot counter(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    Series<T> histogram(String name, String help, Function<T, Durations> durations) {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder().name(name).help(help);
        List<Double> limits = new ArrayList<>();
        Durations.LIMITS.forEach(limit -> limits.add(seconds(limit)));
        limits.add(Double.POSITIVE_INFINITY);
        for (T item : items) {
            Durations all = durations.apply(item);
            family.dataPoint(
                    HistogramDataPointSnapshot.builder()
                            .labels(labels.apply(item))
                            .classicHistogramBuckets(
                                    ClassicHistogramBuckets.of(limits, all.counts()))
                            .sum(seconds(all.total()))
                            .build());
        }
        families.accept(family.build());
        return this;
    }

    /**
     * Facts, as labels.
     *
     * @param name without the {@code _info} that it is shown with
     */
    Series<T> info(String name, String help, Function<T, Labels> facts) {
        InfoSnapshot.Builder family = InfoSnapshot.builder().name(name).help(help);
        items.forEach(
                item ->
                        family.dataPoint(
                                InfoDataPointSnapshot.builder()
                                        .labels(labels.apply(item).merge(facts.apply(item)))
                                        .build()));
        families.accept(family.build());
        return this;
    }
}
