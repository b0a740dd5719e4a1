package lifeboat.controller.metrics;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.NOON;
import static lifeboat.controller.operation.Samples.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.operation.Failure;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.Progress;
import lifeboat.controller.operation.Samples;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.TaskReport;
import org.junit.jupiter.api.Test;

/** What is shown of what the controller knows. */
class LiveSourceTest {

    private final Scene scene = new Scene().host(HOST.value(), Role.MASTER, true);

    @Test
    void aPlanIsThereBeforeItsFirstBackupAndSaysNever() throws IOException {
        scene.plan("ci").unreachable();
        assertThat(scrape())
                .contains(
                        "lifeboat_plan_info{format=\"restic\",plan=\"ci\",repository=\"main\"} 1",
                        "lifeboat_plan_suspended{plan=\"ci\"} 0.0",
                        "lifeboat_plan_state{plan=\"ci\",state=\"unknown\"} 1.0",
                        "lifeboat_plan_state{plan=\"ci\",state=\"fresh\"} 0.0",
                        "lifeboat_rpo_objective_seconds{plan=\"ci\"} 86400.0",
                        "lifeboat_rto_objective_seconds{plan=\"ci\"} 10800.0",
                        "lifeboat_rto_forecast_seconds{plan=\"ci\"} 0.0",
                        "lifeboat_backup_last_recovery_point_timestamp_seconds{plan=\"ci\"} 0.0",
                        "lifeboat_backup_last_success_timestamp_seconds{plan=\"ci\"} 0.0",
                        "lifeboat_backup_last_attempt_timestamp_seconds{plan=\"ci\"} 0.0",
                        "lifeboat_backup_next_run_timestamp_seconds{plan=\"ci\"} 0.0",
                        "lifeboat_backup_runs_total{outcome=\"succeeded\",plan=\"ci\"} 0.0",
                        "lifeboat_backup_duration_seconds_count{plan=\"ci\"} 0",
                        "lifeboat_restore_last_success_timestamp_seconds"
                                + "{kind=\"restore\",plan=\"ci\"} 0.0",
                        "lifeboat_repository_reachable{repository=\"main\"} 0.0",
                        "lifeboat_repository_catalog_last_sync_timestamp_seconds"
                                + "{repository=\"main\"} 0.0");
    }

    @Test
    void aDeletedPlanIsGone() throws IOException {
        scene.plan("ci").snapshots("ci", 100);
        scene.plans.delete("ci");
        assertThat(scrape()).noneMatch(line -> line.contains("plan=\"ci\""));
    }

    @Test
    void whatLiesInTheRepositoryIsShown() throws IOException {
        scene.plan("ci").snapshots("ci", 900, 1000);
        assertThat(scrape())
                .contains(
                        "lifeboat_plan_state{plan=\"ci\",state=\"fresh\"} 1.0",
                        stamp("lifeboat_backup_last_recovery_point", "plan=\"ci\"", -3600),
                        stamp("lifeboat_backup_oldest", "plan=\"ci\"", -7200),
                        "lifeboat_backup_last_size_bytes{plan=\"ci\"} 1000.0",
                        "lifeboat_backup_last_files{plan=\"ci\"} 12.0",
                        "lifeboat_backup_retained{plan=\"ci\"} 2.0",
                        "lifeboat_repository_reachable{repository=\"main\"} 1.0",
                        stamp("lifeboat_repository_catalog_last_sync", "repository=\"main\"", 0),
                        "lifeboat_repository_packs{repository=\"main\"} 7.0",
                        "lifeboat_repository_pack_bytes{repository=\"main\"} 7000.0",
                        "lifeboat_repository_unreadable_snapshots{repository=\"main\"} 1.0",
                        "lifeboat_repository_locks{repository=\"main\"} 2.0",
                        stamp("lifeboat_repository_oldest_lock", "repository=\"main\"", -60));
    }

    @Test
    void aSnapshotThatShrankDoesNotCount() throws IOException {
        scene.plan("ci").snapshots("ci", 1000, 10);
        assertThat(scrape())
                .contains(
                        "lifeboat_plan_state{plan=\"ci\",state=\"suspect\"} 1.0",
                        stamp("lifeboat_backup_last_recovery_point", "plan=\"ci\"", -7200),
                        "lifeboat_backup_last_size_bytes{plan=\"ci\"} 10.0");
    }

    @Test
    void aScheduleSaysWhenAndHowOften() throws IOException {
        scene.plan("ci", "schedule: {backup: '0 * * * *'}");
        assertThat(scrape())
                .contains(
                        stamp("lifeboat_backup_next_run", "plan=\"ci\"", 3600),
                        "lifeboat_backup_expected_interval_seconds{plan=\"ci\"} 3600.0");
    }

    @Test
    void backupsThatEndedAreCounted() throws IOException {
        scene.plan("ci");
        Operation good = scene.start(Samples.backup(PLAN, HOST, "/home"));
        scene.clock.advance(Duration.ofSeconds(90));
        scene.end(good, Samples.saved());
        scene.end(
                scene.start(Samples.backup(PLAN, HOST, "/home")),
                new TaskOutcome.Failed(new Failure("DISK_FULL", "no space", ""), false));
        assertThat(scrape())
                .contains(
                        stamp("lifeboat_backup_last_success", "plan=\"ci\"", 90),
                        stamp("lifeboat_backup_last_attempt", "plan=\"ci\"", 90),
                        "lifeboat_backup_last_attempt_success{plan=\"ci\"} 0.0",
                        "lifeboat_backup_consecutive_failures{plan=\"ci\"} 1.0",
                        "lifeboat_backup_last_duration_seconds{plan=\"ci\"} 90.0",
                        "lifeboat_backup_last_added_bytes{plan=\"ci\"} 60.0",
                        "lifeboat_backup_runs_total{outcome=\"succeeded\",plan=\"ci\"} 1.0",
                        "lifeboat_backup_runs_total{outcome=\"failed\",plan=\"ci\"} 1.0",
                        "lifeboat_backup_failures_total{code=\"DISK_FULL\",plan=\"ci\"} 1.0",
                        "lifeboat_backup_duration_seconds_bucket{plan=\"ci\",le=\"60.0\"} 0",
                        "lifeboat_backup_duration_seconds_bucket{plan=\"ci\",le=\"120.0\"} 1",
                        "lifeboat_backup_duration_seconds_sum{plan=\"ci\"} 90.0",
                        "lifeboat_backup_uploaded_bytes_total{plan=\"ci\"} 60.0");
    }

    @Test
    void aBackupAtWorkShowsHowFarItIs() throws IOException {
        scene.plan("ci");
        Operation operation = scene.start(Samples.backup(PLAN, HOST, "/home"));
        scene.progress(operation, Samples.HALF);
        assertThat(scrape())
                .contains(
                        "lifeboat_backup_in_progress{plan=\"ci\"} 1.0",
                        stamp("lifeboat_backup_run_start", "plan=\"ci\"", 0),
                        "lifeboat_backup_progress_bytes{plan=\"ci\"} 50.0",
                        "lifeboat_backup_expected_bytes{plan=\"ci\"} 100.0",
                        "lifeboat_operations{kind=\"backup\",phase=\"running\"} 1.0",
                        "lifeboat_operations{kind=\"backup\",phase=\"queued\"} 0.0");
    }

    @Test
    void aRestoreShowsItsSpeedWhileItRuns() throws IOException {
        scene.plan("ci");
        Operation operation = scene.start(Samples.restore("/home"));
        scene.progress(operation, Samples.HALF);
        scene.clock.advance(Duration.ofSeconds(10));
        scene.progress(operation, new Progress("copy", 80, 100, 8, 10, 40, 1, "store", NOON, ""));
        String restore = "{restore=\"" + operation.id() + "\"} ";
        assertThat(scrape())
                .contains(
                        "lifeboat_restore_info{agent=\"ci-master\",kind=\"restore\",plan=\"ci\","
                                + "restore=\""
                                + operation.id()
                                + "\"} 1",
                        "lifeboat_restore_phase{phase=\"running\",restore=\""
                                + operation.id()
                                + "\"} 1.0",
                        "lifeboat_restore_progress_bytes" + restore + "80.0",
                        "lifeboat_restore_expected_bytes" + restore + "100.0",
                        "lifeboat_restore_progress_files" + restore + "8.0",
                        "lifeboat_restore_progress_downloaded_bytes" + restore + "40.0",
                        "lifeboat_restore_throughput_bytes_per_second" + restore + "3.0",
                        "lifeboat_restore_errors" + restore + "1.0",
                        "lifeboat_restore_retries" + restore + "0.0",
                        "lifeboat_restore_downloaded_bytes_total{kind=\"restore\",plan=\"ci\"}"
                                + " 40.0")
                // the host's clock is two seconds ahead
                .contains(
                        "lifeboat_restore_last_progress_timestamp_seconds" + restore + seconds(-2));
    }

    @Test
    void aRestoreThatHasEndedLeavesItsSpeedAndAForecast() throws IOException {
        scene.plan("ci").snapshots("ci", 2000);
        Operation operation = scene.start(Samples.restore("/home"));
        scene.clock.advance(Duration.ofSeconds(10));
        TaskReport whole = new TaskReport.RestoreReport(12, 1000, 0, 600, 0, 0);
        scene.end(operation, new TaskOutcome.Completed(whole, List.of(), 0, 0));
        String plan = "{kind=\"restore\",plan=\"ci\"} ";
        assertThat(scrape())
                .contains(
                        "lifeboat_restore_last_throughput_bytes_per_second" + plan + "100.0",
                        "lifeboat_restore_last_duration_seconds" + plan + "10.0",
                        "lifeboat_restore_last_attempt_success" + plan + "1.0",
                        "lifeboat_restore_downloaded_bytes_total" + plan + "600.0",
                        "lifeboat_restore_runs_total{kind=\"restore\",outcome=\"succeeded\","
                                + "plan=\"ci\"} 1.0",
                        "lifeboat_rto_forecast_seconds{plan=\"ci\"} 20.0")
                .noneMatch(line -> line.contains(operation.id().value()));
    }

    @Test
    void mastersAreNamedAndSlavesCounted() throws IOException {
        scene.host("spare", Role.MASTER, false).host("s-1", Role.SLAVE, true);
        assertThat(scrape())
                .contains(
                        "lifeboat_agents_connected{role=\"master\"} 1.0",
                        "lifeboat_agents_connected{role=\"slave\"} 1.0",
                        "lifeboat_agents_expected{role=\"master\"} 2.0",
                        "lifeboat_agent_info{agent=\"ci-master\",role=\"master\","
                                + "version=\"1.2.3\"} 1",
                        "lifeboat_agent_connected{agent=\"spare\",role=\"master\"} 0.0",
                        "lifeboat_agent_last_seen_timestamp_seconds{agent=\"spare\"} 0.0",
                        "lifeboat_agent_clock_offset_seconds{agent=\"ci-master\"} 2.0")
                .noneMatch(line -> line.contains("s-1"));
    }

    @Test
    void theControllerShowsItself() throws IOException {
        assertThat(scrape())
                .contains(
                        "lifeboat_build_info{version=\"1.2.3\"} 1",
                        "lifeboat_kit_last_export_timestamp_seconds 0.0",
                        "lifeboat_database_active_connections{pool=\"writer\"} 1.0",
                        "lifeboat_database_waiting_threads{pool=\"writer\"} 2.0");
    }

    private static String stamp(String name, String labels, long afterNoon) {
        return name + "_timestamp_seconds{" + labels + "} " + seconds(afterNoon);
    }

    private static String seconds(long afterNoon) {
        return Double.toString((double) NOON.plusSeconds(afterNoon).getEpochSecond());
    }

    private List<String> scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create()
                .write(out, new DomainCollector(scene.source()).collect());
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
