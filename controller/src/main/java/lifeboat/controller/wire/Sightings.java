package lifeboat.controller.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Sighting;
import lifeboat.proto.agent.v1.HostState;

/**
 * What was last heard of each host: at once in memory, and now and then in the store. Thread-safe.
 */
final class Sightings {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private final HostStore hosts;
    private final Map<HostName, Sighting> unsaved = new ConcurrentHashMap<>();

    Sightings(HostStore hosts) {
        this.hosts = hosts;
    }

    void saw(HostName host, Sighting sighting) {
        unsaved.put(host, sighting);
    }

    /** Drops what was not stored yet of a host that has gone. */
    void forget(HostName host) {
        unsaved.remove(host);
    }

    /** The newest, stored or not. */
    Optional<Sighting> of(Host host) {
        return Optional.ofNullable(unsaved.get(host.name())).or(host::sighting);
    }

    /** Writes to the store what is new. */
    void save() {
        Map<HostName, Sighting> batch = new HashMap<>(unsaved);
        if (batch.isEmpty()) {
            return;
        }
        hosts.saw(batch);
        batch.forEach(unsaved::remove); // unless it is newer by now
    }

    static String json(HostState state) {
        try {
            return PRINTER.print(state);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e); // only of an Any, and there is none
        }
    }

    /** What {@link #json} wrote, also in another version; empty if there is none. */
    static Optional<HostState> state(Sighting sighting) {
        if (sighting.state().isEmpty()) {
            return Optional.empty();
        }
        HostState.Builder state = HostState.newBuilder();
        try {
            PARSER.merge(sighting.state(), state);
        } catch (InvalidProtocolBufferException _) { // of a field that has another type now
            return Optional.empty();
        }
        return Optional.of(state.build());
    }
}
