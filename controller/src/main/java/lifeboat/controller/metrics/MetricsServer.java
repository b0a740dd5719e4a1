package lifeboat.controller.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** Answers scrapes of {@code /metrics}, with 503 until the catalogue is loaded. */
public final class MetricsServer implements AutoCloseable {

    private static final String PATH = "/metrics";
    private static final int UNAVAILABLE = 503;
    private static final byte[] NOT_YET =
            "the catalogue is not loaded yet\n".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to answer.
     *
     * @param meters of libraries; shown beside what {@code source} says
     * @param executor for requests; stays open when this is closed
     * @throws IOException if the address can't be bound
     */
    public static MetricsServer start(
            InetSocketAddress address, Meters meters, MetricsSource source, Executor executor)
            throws IOException {
        PrometheusRegistry registry = meters.families();
        registry.register(new DomainCollector(source));
        HttpHandler metrics = new MetricsHandler(registry);
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(executor);
        server.createContext(
                PATH,
                exchange -> {
                    if (source.isLoaded()) {
                        metrics.handle(exchange);
                    } else {
                        refuse(exchange);
                    }
                });
        server.start();
        return new MetricsServer(server);
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(UNAVAILABLE, NOT_YET.length);
            exchange.getResponseBody().write(NOT_YET);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
