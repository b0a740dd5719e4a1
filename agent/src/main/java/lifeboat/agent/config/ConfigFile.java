package lifeboat.agent.config;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.agent.config.Setting.Mapping;
import lifeboat.agent.config.Setting.Nothing;
import lifeboat.agent.config.Setting.Sequence;
import lifeboat.agent.config.Setting.Text;

/** Reads the agent's file: strictly, and naming all that is wrong with it at once. */
public final class ConfigFile {

    private static final Set<String> KEYS =
            Set.of("controller", "data", "name", "role", "token-file", "aws", "allow", "watch");

    private final List<String> faults = new ArrayList<>();

    private ConfigFile() {}

    /**
     * Reads it.
     *
     * @throws ConfigException with every fault, its line and its key
     */
    public static AgentConfig read(Path file) {
        ConfigFile reader = new ConfigFile();
        try {
            Setting all = Setting.parse(Files.readString(file), reader.faults);
            AgentConfig config = reader.config(reader.mapping("the file", all, KEYS));
            if (reader.faults.isEmpty()) {
                return config;
            }
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            reader.faults.add("line %d: no YAML: %s".formatted(line, e.getOriginalMessage()));
        } catch (IOException e) {
            reader.faults.add("it can't be read: " + e);
        }
        throw new ConfigException(file, reader.faults);
    }

    private AgentConfig config(Map<String, Setting> all) {
        if (!all.containsKey("controller")) {
            faults.add("line 1: controller: is missing; where the controller listens, HOST:PORT");
        }
        if (!all.containsKey("allow")) {
            faults.add("line 1: allow: is missing; without it nothing may be done here");
        }
        Address controller = text("controller", all).flatMap(this::address).orElse(null);
        return new AgentConfig(
                controller,
                path("data", all).orElse(AgentConfig.DEFAULT_DATA),
                text("name", all).map(Text::value),
                text("role", all).map(this::role).orElse(Role.AS_PROVEN),
                path("token-file", all),
                Optional.ofNullable(all.get("aws")).flatMap(this::aws),
                Optional.ofNullable(all.get("allow"))
                        .map(this::allowance)
                        .orElse(new Allowance(List.of(), List.of())),
                Optional.ofNullable(all.get("watch")).map(this::watched).orElse(List.of()));
    }

    private Optional<Address> address(Text text) {
        Optional<Address> address = Address.parse(text.value());
        if (address.isEmpty()) {
            fault(text, "controller", "\"" + text.value() + "\" is not HOST:PORT");
        }
        return address;
    }

    private Role role(Text text) {
        return switch (text.value().toLowerCase(Locale.ROOT)) {
            case "master" -> Role.MASTER;
            case "slave" -> Role.SLAVE;
            default -> {
                fault(text, "role", "\"" + text.value() + "\" is neither master nor slave");
                yield Role.AS_PROVEN;
            }
        };
    }

    private Optional<AwsJoin> aws(Setting setting) {
        Map<String, Setting> aws =
                mapping("aws", setting, Set.of("ca-sha256", "region", "endpoint"));
        Optional<Text> pin = required("aws", "ca-sha256", setting, aws);
        Optional<Text> region = required("aws", "region", setting, aws);
        if (pin.isPresent() && !pin.get().value().matches("[0-9a-f]{64}")) {
            fault(pin.get(), "aws.ca-sha256", "not 64 hexadecimal digits");
        }
        if (region.isPresent() && !region.get().value().matches("[a-z0-9-]+")) {
            fault(region.get(), "aws.region", "\"" + region.get().value() + "\" is no region");
            return Optional.empty();
        }
        if (pin.isEmpty() || region.isEmpty()) {
            return Optional.empty();
        }
        String inRegion = region.get().value();
        return Optional.of(new AwsJoin(pin.get().value(), inRegion, endpoint(inRegion, aws)));
    }

    private URI endpoint(String region, Map<String, Setting> aws) {
        URI usual = URI.create("https://sts." + region + ".amazonaws.com/");
        Optional<Text> text = text("endpoint", aws);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            return new URI(text.get().value());
        } catch (URISyntaxException e) {
            fault(text.get(), "aws.endpoint", "no URL: " + e.getReason());
            return usual;
        }
    }

    private Allowance allowance(Setting setting) {
        Map<String, Setting> allow = mapping("allow", setting, Set.of("paths", "repositories"));
        List<String> paths = new ArrayList<>();
        for (Text text : texts("allow.paths", allow.get("paths"))) {
            Path path = Path.of(text.value());
            if (!path.isAbsolute() || !path.normalize().equals(path)) {
                fault(text, "allow.paths", "\"" + path + "\" is no absolute path without . and ..");
            }
            paths.add(path.toString());
        }
        List<String> repositories =
                texts("allow.repositories", allow.get("repositories")).stream()
                        .map(Text::value)
                        .toList();
        return new Allowance(paths, repositories);
    }

    private List<Watched> watched(Setting setting) {
        List<Watched> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Setting item : sequence("watch", setting)) {
            Map<String, Setting> watch = mapping("watch", item, Set.of("name", "command"));
            Optional<Text> name = required("watch", "name", item, watch);
            Optional<Text> command = required("watch", "command", item, watch);
            if (name.isPresent() && !names.add(name.get().value())) {
                fault(name.get(), "watch.name", "\"" + name.get().value() + "\" comes twice");
            }
            if (name.isPresent() && command.isPresent()) {
                all.add(new Watched(name.get().value(), command.get().value()));
            }
        }
        return all;
    }

    private Optional<Path> path(String key, Map<String, Setting> all) {
        Optional<Text> text = text(key, all);
        Optional<Path> path = text.map(it -> Path.of(it.value()));
        if (path.isPresent() && !path.get().isAbsolute()) {
            fault(text.get(), key, "\"" + path.get() + "\" is no absolute path");
        }
        return path;
    }

    private Optional<Text> required(
            String parent, String key, Setting at, Map<String, Setting> entries) {
        if (!entries.containsKey(key) && at instanceof Mapping) {
            fault(at, parent + "." + key, "is missing");
        }
        return text(key, entries);
    }

    private Optional<Text> text(String key, Map<String, Setting> all) {
        return switch (all.get(key)) {
            case null -> Optional.empty();
            case Text text when !text.value().isBlank() && text.value().indexOf('\0') < 0 ->
                    Optional.of(text);
            case Setting other -> {
                fault(other, key, "a text is expected");
                yield Optional.empty();
            }
        };
    }

    private List<Text> texts(String key, Setting setting) {
        List<Text> texts = new ArrayList<>();
        for (Setting item : setting == null ? List.<Setting>of() : sequence(key, setting)) {
            if (item instanceof Text text
                    && !text.value().isBlank()
                    && text.value().indexOf('\0') < 0) {
                texts.add(text);
            } else {
                fault(item, key, "a list of texts is expected");
            }
        }
        return texts;
    }

    private List<Setting> sequence(String key, Setting setting) {
        return switch (setting) {
            case Sequence(int _, List<Setting> items) -> items;
            case Nothing _ -> List.of();
            case Text _, Mapping _ -> {
                fault(setting, key, "a list is expected");
                yield List.of();
            }
        };
    }

    private Map<String, Setting> mapping(String key, Setting setting, Set<String> known) {
        return switch (setting) {
            case Mapping(int _, Map<String, Setting> entries) -> {
                entries.forEach(
                        (name, value) -> {
                            if (!known.contains(name)) {
                                fault(
                                        value,
                                        name,
                                        "is not known in %s; known: %s"
                                                .formatted(
                                                        key,
                                                        String.join(
                                                                ", ",
                                                                known.stream().sorted().toList())));
                            }
                        });
                yield entries;
            }
            case Nothing _ -> Map.of();
            case Text _, Sequence _ -> {
                fault(setting, key, "keys and values are expected");
                yield Map.of();
            }
        };
    }

    private void fault(Setting at, String key, String what) {
        faults.add("line %d: %s: %s".formatted(at.line(), key, what));
    }
}
