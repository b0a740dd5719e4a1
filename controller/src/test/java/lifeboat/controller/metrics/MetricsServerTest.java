package lifeboat.controller.metrics;

import static lifeboat.controller.operation.Samples.HOST;
import static lifeboat.controller.operation.Samples.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP, as Prometheus does it. */
class MetricsServerTest {

    private final Scene scene = new Scene().host(HOST.value(), Role.MASTER, true).plan("ci");

    @Test
    void oneScrapeShowsTheDomainAndWhatLibrariesCount() throws Exception {
        assertThat(scrape().lines())
                .contains("lifeboat_build_info{version=\"1.2.3\"} 1")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .anyMatch(line -> line.startsWith("process_start_time_seconds "))
                .anyMatch(line -> line.startsWith("executor_active_threads{name=\"call\"}"));
    }

    @Test
    void beforeTheCatalogueIsLoadedThereIsNothingToScrape() throws Exception {
        scene.loaded.set(false);
        HttpResponse<String> answer = get("");
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
        HttpResponse<String> answer = get(accepted);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("lifeboat_backup_last_recovery_point_timestamp_seconds");
    }

    @Test
    void promtoolFindsNothingToComplainOf() throws Exception {
        assumeTrue(Promtool.isInstalled(), Promtool.MISSING);
        scene.snapshots("ci", 1000);
        scene.end(scene.start(Samples.backup(PLAN, HOST, "/home")), Samples.saved());
        Operation restore = scene.start(Samples.restore("/home"));
        scene.progress(restore, Samples.HALF);
        assertThat(Promtool.run(scrape(), "check", "metrics")).isEmpty();
    }

    private String scrape() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("text/plain");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String accepted) throws IOException, InterruptedException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ExecutorService calls = Executors.newFixedThreadPool(1);
                Meters meters = new Meters();
                MetricsServer server =
                        MetricsServer.start(any, meters, scene.source(), Runnable::run);
                HttpClient client = HttpClient.newHttpClient()) {
            meters.observe("call", calls);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/metrics"));
            if (!accepted.isEmpty()) {
                request.header("Accept", accepted);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
