package lifeboat.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.fleet.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP, as Prometheus does it. */
class MetricsServerTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00.5Z");

    private static final DomainState.Backups NEVER =
            new DomainState.Backups(
                    Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, false);

    private static final DomainState BUSY =
            new DomainState(
                    "1.2.3",
                    List.of(
                            plan("new", NEVER),
                            plan(
                                    "old",
                                    new DomainState.Backups(
                                            Optional.of(CREATED),
                                            Optional.of(LATER),
                                            Optional.of(LATER),
                                            5_000_000_000L,
                                            12,
                                            true))),
                    List.of(
                            new DomainState.Repository("main", true, Optional.of(LATER), 2),
                            new DomainState.Repository("spare", false, Optional.empty(), 0)),
                    List.of(
                            new DomainState.Restore(
                                    "r-7f3k2q9d",
                                    "old",
                                    "ci",
                                    CREATED,
                                    10,
                                    20,
                                    1,
                                    2,
                                    0,
                                    Optional.of(LATER),
                                    Optional.empty())),
                    List.of(
                            new DomainState.Agent(
                                    "ci", Role.MASTER, true, Optional.of(LATER), "1.2.3"),
                            new DomainState.Agent(
                                    "spare", Role.MASTER, false, Optional.empty(), ""),
                            new DomainState.Agent(
                                    "s-1", Role.SLAVE, true, Optional.of(LATER), "1.2.3")));

    private record Fixed(boolean isLoaded, DomainState read) implements MetricsSource {}

    private static DomainState.Plan plan(String name, DomainState.Backups backups) {
        return new DomainState.Plan(
                name, "main", false, CREATED, Duration.ofHours(24), Duration.ofHours(3), backups);
    }

    @Test
    void aPlanIsThereBeforeItsFirstBackupAndSaysNever() throws Exception {
        assertThat(scrape(BUSY).lines())
                .contains(
                        "lifeboat_plan_info{format=\"restic\",plan=\"new\",repository=\"main\"} 1",
                        "lifeboat_rpo_objective_seconds{plan=\"new\"} 86400.0",
                        "lifeboat_rto_objective_seconds{plan=\"new\"} 10800.0",
                        "lifeboat_backup_last_recovery_point_timestamp_seconds{plan=\"new\"} 0.0",
                        "lifeboat_backup_last_success_timestamp_seconds{plan=\"new\"} 0.0",
                        "lifeboat_backup_last_attempt_timestamp_seconds{plan=\"new\"} 0.0",
                        "lifeboat_backup_in_progress{plan=\"new\"} 0.0");
    }

    @Test
    void whatIsKnownIsShownInBaseUnits() throws Exception {
        assertThat(scrape(BUSY).lines())
                .contains(
                        "lifeboat_build_info{version=\"1.2.3\"} 1",
                        "lifeboat_backup_last_success_timestamp_seconds{plan=\"old\"}"
                                + " 1.7673120005E9",
                        "lifeboat_backup_last_size_bytes{plan=\"old\"} 5.0E9",
                        "lifeboat_backup_last_files{plan=\"old\"} 12.0",
                        "lifeboat_backup_in_progress{plan=\"old\"} 1.0",
                        "lifeboat_repository_reachable{repository=\"main\"} 1.0",
                        "lifeboat_repository_reachable{repository=\"spare\"} 0.0",
                        "lifeboat_repository_catalog_last_sync_timestamp_seconds"
                                + "{repository=\"spare\"} 0.0",
                        "lifeboat_repository_locks{repository=\"main\"} 2.0",
                        "lifeboat_restore_info{agent=\"ci\",kind=\"restore\",plan=\"old\","
                                + "restore=\"r-7f3k2q9d\"} 1",
                        "lifeboat_restore_progress_bytes{restore=\"r-7f3k2q9d\"} 10.0",
                        "lifeboat_restore_eta_timestamp_seconds{restore=\"r-7f3k2q9d\"} 0.0");
    }

    @Test
    void slavesAreOnlyCounted() throws Exception {
        String text = scrape(BUSY);
        assertThat(text.lines())
                .contains(
                        "lifeboat_agents_connected{role=\"master\"} 1.0",
                        "lifeboat_agents_connected{role=\"slave\"} 1.0",
                        "lifeboat_agent_connected{agent=\"spare\",role=\"master\"} 0.0",
                        "lifeboat_agent_last_seen_timestamp_seconds{agent=\"spare\"} 0.0");
        assertThat(text).doesNotContain("s-1");
    }

    @Test
    void beforeTheCatalogueIsLoadedThereIsNothingToScrape() throws Exception {
        HttpResponse<String> answer = get(new Fixed(false, BUSY), "/metrics", "");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("lifeboat_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text; version=1.0.0",
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily",
                "text/plain"
            })
    void everyFormatThatPrometheusAsksForIsAnswered(String accepted) throws Exception {
        HttpResponse<String> answer = get(new Fixed(true, BUSY), "/metrics", accepted);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("lifeboat_backup_last_recovery_point_timestamp_seconds");
    }

    @Test
    void promtoolFindsNothingToComplainOf() throws Exception {
        boolean installed =
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        assumeTrue(installed, "promtool is not installed: names were not checked by it");
        Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.getOutputStream()) {
            in.write(scrape(BUSY).getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    private static String scrape(DomainState state) throws Exception {
        HttpResponse<String> answer = get(new Fixed(true, state), "/metrics", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> get(MetricsSource source, String path, String accepted)
            throws IOException, InterruptedException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MetricsServer server = MetricsServer.start(any, source, Runnable::run);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
            if (!accepted.isEmpty()) {
                request.header("Accept", accepted);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
