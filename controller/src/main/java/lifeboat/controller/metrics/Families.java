package lifeboat.controller.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The families of one scrape, while they are filled. A name that is given twice is refused. */
final class Families {

    private final List<MetricSnapshot> families = new ArrayList<>();

    /** Begins families that have a series for each of {@code items}, under its labels. */
    <T> Series<T> of(List<T> items, Function<T, Labels> labels) {
        return new Series<>(items, labels, families::add);
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families);
    }
}
