package lifeboat.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Prometheus that scrapes one address every second, with the rules of this checkout. */
final class Prometheus implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Running process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Running process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts; whether it answers is {@link #waitFor}'s to find out. */
    static Prometheus start(Path folder, String scraped) throws IOException {
        Path rules = Checkout.here().root().resolve("grafana/rules/lifeboat.rules.yml");
        Path config =
                Files.writeString(
                        Files.createDirectories(folder).resolve("prometheus.yml"),
                        """
                        global: {scrape_interval: 1s, evaluation_interval: 1s}
                        rule_files: ["%s"]
                        scrape_configs:
                          - job_name: lifeboat-controller
                            static_configs: [{targets: ["%s"]}]
                        """
                                .formatted(rules, scraped));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Running process =
                Command.of(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .start();
        return new Prometheus(process, port);
    }

    /** Something that is to become true. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Asks until the answer is yes, or for at most {@code limit}; returns the last answer. */
    boolean waitFor(Condition condition, Duration limit) throws IOException, InterruptedException {
        for (long i = 0; i < limit.dividedBy(LOOK_EVERY); i++) {
            if (answers() && condition.holds()) {
                return true;
            }
            if (process.endsWithin(LOOK_EVERY)) {
                throw new IOException("prometheus ended: " + process.errorsSoFar());
            }
        }
        return false;
    }

    private boolean answers() throws InterruptedException {
        try {
            get("/-/ready");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The series that a query finds now, each with its one value. */
    List<?> query(String expression) throws IOException, InterruptedException {
        String answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        return (List<?>) data(answer).fields().get("result");
    }

    /** The groups of rules, as they were last evaluated. */
    List<?> ruleGroups() throws IOException, InterruptedException {
        return (List<?>) data(get("/api/v1/rules")).fields().get("groups");
    }

    private static Json data(String answer) throws IOException {
        return (Json) Json.parse(answer).fields().get("data");
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }
}
