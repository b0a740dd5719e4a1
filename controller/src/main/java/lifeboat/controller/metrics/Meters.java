package lifeboat.controller.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.concurrent.ExecutorService;

/** What libraries count: calls, the JVM, the process, thread pools. Thread-safe. */
public final class Meters implements AutoCloseable {

    private final PrometheusRegistry families = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, families, Clock.SYSTEM);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Meters() {
        registry.config().namingConvention(new SnakeCase());
        // of units and names that Prometheus' linter refuses; the node exporter shows the machine
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("system."));
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Shows how busy the threads of {@code executor} are. */
    public void observe(String name, ExecutorService executor) {
        new ExecutorServiceMetrics(executor, name, Tags.empty()).bindTo(registry);
    }

    /** For what counts by itself. */
    public MeterRegistry registry() {
        return registry;
    }

    PrometheusRegistry families() {
        return families;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    /** Prometheus' names; Micrometer leaves capitals in those of labels. */
    private static final class SnakeCase extends PrometheusNamingConvention {

        @Override
        public String tagKey(String key) {
            return super.tagKey(key).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }
    }
}
