package lifeboat.controller.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.plan.Plans;

/** Hosts with what is known of them elsewhere. */
final class HostDirectory {

    private final HostStore hosts;
    private final Sightings sightings;
    private final AgentConnections connections;
    private final Plans plans;

    HostDirectory(HostStore hosts, Sightings sightings, AgentConnections connections, Plans plans) {
        this.hosts = hosts;
        this.sightings = sightings;
        this.connections = connections;
        this.plans = plans;
    }

    /** By name, without states. */
    List<lifeboat.proto.control.v1.Host> all() {
        return hosts.all().stream().map(host -> message(host).build()).toList();
    }

    /**
     * Finds a host by its name or a unique beginning of it, with its state.
     *
     * @throws ControllerException {@code HOST_UNKNOWN}, {@code HOST_AMBIGUOUS}
     */
    lifeboat.proto.control.v1.Host get(String nameOrPrefix) {
        Host host = require(nameOrPrefix);
        lifeboat.proto.control.v1.Host.Builder message = message(host);
        sightings.of(host).flatMap(Sightings::state).ifPresent(message::setState);
        return message.build();
    }

    List<String> plansOf(HostName host) {
        return plans.all().stream()
                .filter(plan -> plan.plan().host().equals(host))
                .map(plan -> plan.name().value())
                .toList();
    }

    /** Slaves that are not connected, were last heard of before then, and that no plan names. */
    List<HostName> slavesSilentSince(Instant time) {
        return hosts.all().stream()
                .filter(host -> host.role() == Role.SLAVE)
                .filter(host -> lastAlive(host).isBefore(time))
                .map(Host::name)
                .filter(name -> !connections.isConnected(name) && plansOf(name).isEmpty())
                .toList();
    }

    private Instant lastAlive(Host host) {
        return sightings.of(host).map(Sighting::at).orElseGet(host::lastAlive);
    }

    static ControllerException unknown(String name) {
        return new ControllerException(
                Kind.NOT_FOUND,
                "HOST_UNKNOWN",
                "there is no host \"" + name + "\"",
                "lifeboat host list");
    }

    private Host require(String nameOrPrefix) {
        List<Host> found = new ArrayList<>();
        for (Host host : hosts.all()) {
            if (host.name().value().equals(nameOrPrefix)) {
                return host;
            }
            if (!nameOrPrefix.isEmpty() && host.name().value().startsWith(nameOrPrefix)) {
                found.add(host);
            }
        }
        if (found.size() > 1) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "HOST_AMBIGUOUS",
                    "\"%s\" begins the names of %d hosts".formatted(nameOrPrefix, found.size()),
                    "give more of the name");
        }
        return found.stream().findFirst().orElseThrow(() -> unknown(nameOrPrefix));
    }

    private lifeboat.proto.control.v1.Host.Builder message(Host host) {
        Optional<Sighting> sighting = sightings.of(host);
        return HostMessages.host(
                host, sighting, connections.isConnected(host.name()), plansOf(host.name()));
    }
}
