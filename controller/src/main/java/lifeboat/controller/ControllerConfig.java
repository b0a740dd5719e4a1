package lifeboat.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the controller is told at its start: {@code controller.yaml} in its data folder, if there is
 * one, and the flags, which go before it.
 *
 * @param data holds the database, the certificate authority and all that is not to be lost
 * @param listen of gRPC
 * @param metrics of plain HTTP, so best on an address that only the scraper reaches
 * @param names that agents and operators call the controller by, beside localhost
 * @param sealingKey the file with the key that seals stored passwords; made if it is missing
 * @param aws whose AWS roles may enrol
 */
record ControllerConfig(
        Path data,
        HostPort listen,
        HostPort metrics,
        List<String> names,
        Path sealingKey,
        AwsEnrolment aws) {

    static final String FILE = "controller.yaml";

    private static final Set<String> KEYS =
            Set.of("listen", "metrics", "names", "sealing_key", "aws");
    private static final HostPort LISTEN = new HostPort("0.0.0.0", 7443);
    private static final HostPort METRICS = new HostPort("127.0.0.1", 7480);

    /** What the command line says; empty where it says nothing. */
    record Flags(Optional<HostPort> listen, Optional<HostPort> metrics, List<String> names) {
        static final Flags NONE = new Flags(Optional.empty(), Optional.empty(), List.of());

        Flags {
            names = List.copyOf(names);
        }
    }

    ControllerConfig {
        names = List.copyOf(names);
    }

    /**
     * Reads what there is, in full.
     *
     * @throws ConfigException with every fault of the file
     */
    static ControllerConfig read(Path data, Flags flags) {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return new Reading(data).config(flags);
        }
        Reading reading = new Reading(data);
        reading.read(file);
        if (!reading.faults.isEmpty()) {
            throw new ConfigException(file.toString(), reading.faults);
        }
        return reading.config(flags);
    }

    /** One reading of the file, which goes on after a fault to find the others. */
    private static final class Reading {

        private final Path data;
        private final List<String> faults = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private HostPort listen = LISTEN;
        private HostPort metrics = METRICS;
        private Path sealingKey;
        private AwsEnrolment aws = AwsEnrolment.NONE;

        Reading(Path data) {
            this.data = data;
            sealingKey = data.resolve("sealing.key");
        }

        void read(Path file) {
            JsonNode root;
            try {
                YAMLMapper yaml =
                        new YAMLMapper(
                                YAMLFactory.builder()
                                        .configure(
                                                StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
                                        .build());
                root = yaml.readTree(Files.readString(file));
            } catch (JsonProcessingException e) {
                faults.add("line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (root.isMissingNode() || root.isNull()) {
                return; // only comments
            }
            if (!root.isObject()) {
                faults.add("it is not a list of keys and values");
                return;
            }
            root.fieldNames()
                    .forEachRemaining(
                            key -> {
                                if (!KEYS.contains(key)) {
                                    faults.add(key + ": no such key; there are " + sorted());
                                }
                            });
            listen = hostPort(root, "listen", LISTEN);
            metrics = hostPort(root, "metrics", METRICS);
            readNames(root.path("names"));
            text(root, "sealing_key").ifPresent(path -> sealingKey = data.resolve(path));
            if (root.has("aws")) {
                aws = AwsEnrolment.read(root.get("aws"), faults);
            }
        }

        private static List<String> sorted() {
            return KEYS.stream().sorted().toList();
        }

        private Optional<String> text(JsonNode root, String key) {
            JsonNode node = root.path(key);
            if (node.isMissingNode()) {
                return Optional.empty();
            }
            if (!node.isTextual() || node.textValue().isBlank()) {
                faults.add(key + ": it is not a text");
                return Optional.empty();
            }
            return Optional.of(node.textValue());
        }

        private HostPort hostPort(JsonNode root, String key, HostPort otherwise) {
            Optional<String> text = text(root, key);
            if (text.isEmpty()) {
                return otherwise;
            }
            try {
                return HostPort.parse(text.get());
            } catch (IllegalArgumentException e) {
                faults.add(key + ": " + e.getMessage());
                return otherwise;
            }
        }

        private void readNames(JsonNode node) {
            if (node.isMissingNode()) {
                return;
            }
            if (!node.isArray()) {
                faults.add("names: it is not a list");
                return;
            }
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i).isTextual() && !node.get(i).textValue().isBlank()) {
                    names.add(node.get(i).textValue());
                } else {
                    faults.add("names[" + i + "]: it is not a text");
                }
            }
        }

        ControllerConfig config(Flags flags) {
            return new ControllerConfig(
                    data,
                    flags.listen().orElse(listen),
                    flags.metrics().orElse(metrics),
                    flags.names().isEmpty() ? names : flags.names(),
                    sealingKey,
                    aws);
        }
    }
}
