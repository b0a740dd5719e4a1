package lifeboat.controller.metrics;

import static lifeboat.controller.metrics.DomainCollector.word;

import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.controller.metrics.DomainState.Restore;
import lifeboat.controller.operation.Phase;
import lifeboat.controller.operation.Progress;

/** What there is of each restore until it ends; the only series that have an id for a label. */
final class RestoreFamilies {

    private RestoreFamilies() {}

    static void add(Families families, List<Restore> restores) {
        Series<Restore> series =
                families.of(restores, one -> Labels.of("restore", one.operation().id().value()));
        stand(series);
        progress(series);
    }

    private static void stand(Series<Restore> restores) {
        restores.info(
                        "lifeboat_restore",
                        "A restore that has not ended.",
                        it ->
                                Labels.of(
                                        "plan",
                                        it.operation().work().plan().value(),
                                        "kind",
                                        "restore",
                                        "agent",
                                        it.operation().work().host().value()))
                .gauges(
                        "lifeboat_restore_phase",
                        "Where the restore stands: 1 for the one phase that holds.",
                        "phase",
                        RestoreFamilies::phases)
                .time(
                        "lifeboat_restore_start_timestamp_seconds",
                        "When the restore was asked for.",
                        it -> Optional.of(it.operation().request().time()))
                .gauge(
                        "lifeboat_restore_retries",
                        "How often it was begun again.",
                        it -> Math.max(0, it.operation().attempts() - 1));
    }

    private static Map<String, Boolean> phases(Restore restore) {
        Map<String, Boolean> phases = new TreeMap<>();
        for (Phase phase : Phase.values()) {
            if (phase != Phase.DONE) {
                phases.put(word(phase), restore.operation().phase() == phase);
            }
        }
        return phases;
    }

    private static void progress(Series<Restore> restores) {
        restores.gauge(
                        "lifeboat_restore_progress_bytes",
                        "Bytes so far that are in place, or staged.",
                        it -> progress(it).doneBytes())
                .gauge(
                        "lifeboat_restore_expected_bytes",
                        "Bytes to restore; 0: not known yet.",
                        it -> progress(it).expectedBytes())
                .gauge(
                        "lifeboat_restore_progress_files",
                        "Files so far that are in place, or staged.",
                        it -> progress(it).doneFiles())
                .gauge(
                        "lifeboat_restore_expected_files",
                        "Files to restore; 0: not known yet.",
                        it -> progress(it).expectedFiles())
                .gauge(
                        "lifeboat_restore_progress_downloaded_bytes",
                        "Bytes read from the repository by this attempt, as stored.",
                        it -> progress(it).transferredBytes())
                .gauge(
                        "lifeboat_restore_throughput_bytes_per_second",
                        "How fast the restore goes, over about the last ten seconds.",
                        it -> it.operation().pace().bytesPerSecond())
                .gauge(
                        "lifeboat_restore_errors",
                        "Problems so far that cost data.",
                        it -> progress(it).errors())
                .time(
                        "lifeboat_restore_last_progress_timestamp_seconds",
                        "When anything last moved; 0: nothing has yet.",
                        RestoreFamilies::moved)
                .time(
                        "lifeboat_restore_eta_timestamp_seconds",
                        "When the restore may be done; 0: can't be told.",
                        it -> it.operation().pace().expectedEnd());
    }

    private static Progress progress(Restore restore) {
        return restore.operation().pace().progress();
    }

    /** By the controller's clock. */
    private static Optional<Instant> moved(Restore restore) {
        return Optional.of(progress(restore).lastProgress())
                .filter(time -> !time.equals(Instant.EPOCH))
                .map(time -> time.minus(restore.ahead()));
    }
}
