package lifeboat.controller;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.controller.catalog.CatalogWatch;
import lifeboat.controller.metrics.MetricsServer;
import lifeboat.controller.security.ServerCredential;
import lifeboat.controller.wire.Wire;
import lifeboat.engine.Platform;
import lifeboat.engine.TaskGroup;

/** A controller that runs. */
final class Controller implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration SCHEDULES = Duration.ofSeconds(10);
    private static final Duration SIGHTINGS = Duration.ofSeconds(15);
    private static final Duration RETIREMENT = Duration.ofHours(1);
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final ControllerConfig config;
    private final Servers servers;
    private final boolean first;
    private final Closing closing;

    /** Where it is called. */
    record Servers(Wire wire, MetricsServer metrics) {}

    private Controller(ControllerConfig config, Servers servers, boolean first, Closing closing) {
        this.config = config;
        this.servers = servers;
        this.first = first;
        this.closing = closing;
    }

    /** Starts what is done again and again. */
    static Controller run(
            ControllerConfig config,
            Servers servers,
            CatalogWatch watch,
            ServerCredential credential,
            boolean first,
            Closing closing,
            Platform platform) {
        Wire wire = servers.wire();
        TaskGroup listings = closing.last(TaskGroup.ofPlatformThreads("catalogue"));
        TaskGroup loops = closing.last(TaskGroup.ofPlatformThreads("loop"));
        for (Loop loop :
                List.of(
                        new Loop("sweep", SWEEP, wire::sweep),
                        new Loop("schedules", SCHEDULES, wire::startDue),
                        new Loop("sightings", SIGHTINGS, wire::saveSightings),
                        new Loop("retirement", RETIREMENT, wire::retire),
                        new Loop("certificate", RENEWAL, credential::renewIfDue))) {
            loops.fork(() -> loop.run(platform.sleeper()));
        }
        Loop catalogue = new Loop("catalogue", SWEEP, () -> watch.run(listings));
        loops.fork(() -> catalogue.run(platform.sleeper()));
        return new Controller(config, servers, first, closing);
    }

    static Path adminFolder(Path data) {
        return data.resolve("admin");
    }

    int port() {
        return servers.wire().port();
    }

    int metricsPort() {
        return servers.metrics().port();
    }

    /** What whoever started it needs to know. */
    List<String> greeting() {
        List<String> lines = new ArrayList<>();
        HostPort bound = new HostPort(config.listen().host(), port());
        lines.add("lifeboat-controller listens on " + bound);
        HostPort scraped = new HostPort(config.metrics().host(), metricsPort());
        lines.add("Prometheus scrapes http://" + scraped + "/metrics");
        if (first) {
            lines.add("The first admin's identity is " + adminFolder(config.data()) + ". Next:");
            lines.add("  export LIFEBOAT_CONTROLLER=localhost:" + port());
            lines.add("  export LIFEBOAT_IDENTITY=" + adminFolder(config.data()));
            lines.add("  lifeboat status");
            lines.add("  lifeboat token create --host NAME --role master > token");
        }
        return lines;
    }

    @Override
    public void close() {
        closing.close();
    }
}
