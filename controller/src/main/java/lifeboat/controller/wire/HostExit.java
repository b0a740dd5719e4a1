package lifeboat.controller.wire;

import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.security.Enrolled;

/** What follows once a host's certificates are worth nothing any more. */
final class HostExit {

    private final AgentConnections connections;
    private final Sightings sightings;
    private final OperationRunner operations;

    HostExit(AgentConnections connections, Sightings sightings, OperationRunner operations) {
        this.connections = connections;
        this.sightings = sightings;
        this.operations = operations;
    }

    /** A host that enrols anew starts anew; one that takes another's place ends its operations. */
    void of(Enrolled enrolled) {
        HostName name = enrolled.host().name();
        of(name, "enrolled again");
        enrolled.replaced()
                .ifPresent(
                        _ ->
                                operations.hostReplaced(
                                        name, "enrolled by " + enrolled.host().admission().by()));
    }

    void of(HostName name, String reason) {
        sightings.forget(name);
        connections.end(
                name,
                new ControllerException(
                        Kind.UNAUTHENTICATED,
                        "CERTIFICATE_REVOKED",
                        "the certificate of host " + name + " was revoked: " + reason,
                        "enrol with a new token: lifeboat token create"));
    }
}
