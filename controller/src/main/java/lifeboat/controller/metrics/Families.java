package lifeboat.controller.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The families of one scrape, while they are filled. */
final class Families {

    private static final double MILLIS_PER_SECOND = 1000;

    private final List<Supplier<MetricSnapshot>> families = new ArrayList<>();

    /** Begins a family of gauges; one without samples is shown all the same. */
    Gauges gauge(String name, String help) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        families.add(builder::build);
        return new Gauges(builder);
    }

    /**
     * Begins a family of facts.
     *
     * @param name without the {@code _info} that it is shown with
     */
    Infos info(String name, String help) {
        InfoSnapshot.Builder builder = InfoSnapshot.builder().name(name).help(help);
        families.add(builder::build);
        return new Infos(builder);
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families.stream().map(Supplier::get).toList());
    }

    /** Numbers of one name. */
    record Gauges(GaugeSnapshot.Builder builder) {

        /** Exact up to 2^53. */
        void add(Labels labels, long value) {
            sample(labels, (double) value);
        }

        private void sample(Labels labels, double value) {
            builder.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build());
        }

        void add(Labels labels, boolean holds) {
            add(labels, holds ? 1 : 0);
        }

        void add(Labels labels, Instant time) {
            sample(labels, time.toEpochMilli() / MILLIS_PER_SECOND);
        }

        /** 0 stands for never: an absent series can't be told from a broken exporter. */
        void add(Labels labels, Optional<Instant> time) {
            add(labels, time.orElse(Instant.EPOCH));
        }
    }

    /** Facts of one name. */
    record Infos(InfoSnapshot.Builder builder) {

        void add(Labels labels) {
            builder.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build());
        }
    }
}
