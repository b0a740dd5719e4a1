package lifeboat.controller.wire;

import java.util.List;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Sighting;
import lifeboat.proto.agent.v1.Role;
import lifeboat.proto.control.v1.Host;

/** Hosts as operators are shown them. */
final class HostMessages {

    private HostMessages() {}

    /** Without the state. */
    static Host.Builder host(
            lifeboat.controller.fleet.Host host,
            Optional<Sighting> sighting,
            boolean connected,
            List<String> plans) {
        Host.Builder message =
                Host.newBuilder()
                        .setName(host.name().value())
                        .setRole(role(host.role()))
                        .setConnected(connected)
                        .addAllPlans(plans)
                        .setCertificateExpires(ProtoTime.of(host.identity().certificateEnds()))
                        .setDuplicateSeen(host.identity().duplicateSeen());
        sighting.ifPresent(
                seen ->
                        message.setLastSeen(ProtoTime.of(seen.at()))
                                .setAgentVersion(seen.agentVersion())
                                .setClockOffset(ProtoTime.of(seen.clockOffset())));
        return message;
    }

    static Role role(lifeboat.controller.fleet.Role role) {
        return switch (role) {
            case MASTER -> Role.ROLE_MASTER;
            case SLAVE -> Role.ROLE_SLAVE;
        };
    }

    /**
     * The role that a caller names; empty for none.
     *
     * @throws ControllerException {@code ROLE_INVALID} for one of a newer version
     */
    static Optional<lifeboat.controller.fleet.Role> role(Role role) {
        return switch (role) {
            case ROLE_UNSPECIFIED -> Optional.empty();
            case ROLE_MASTER -> Optional.of(lifeboat.controller.fleet.Role.MASTER);
            case ROLE_SLAVE -> Optional.of(lifeboat.controller.fleet.Role.SLAVE);
            case UNRECOGNIZED ->
                    throw new ControllerException(
                            Kind.INVALID,
                            "ROLE_INVALID",
                            "the role is neither master nor slave",
                            "");
        };
    }
}
