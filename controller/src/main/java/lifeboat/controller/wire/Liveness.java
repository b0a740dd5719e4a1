package lifeboat.controller.wire;

import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.operation.AgentEvent;
import lifeboat.controller.operation.OperationRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose agent has gone silent: one that hangs, or whose host lost its power, keeps
 * its socket.
 */
final class Liveness {

    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    private final AgentConnections connections;
    private final OperationRunner operations;

    Liveness(AgentConnections connections, OperationRunner operations) {
        this.connections = connections;
        this.operations = operations;
    }

    /** Looks once; to be called every second or so. */
    void sweep() {
        for (AgentConnection silent : connections.silent()) {
            if (connections.remove(silent)) {
                LOG.atWarn().addKeyValue("host", silent.session().host()).log("agent went silent");
                operations.handle(silent.session(), new AgentEvent.LinkLost());
            }
            connections.end(
                    silent,
                    new ControllerException(
                            Kind.UNAVAILABLE,
                            "AGENT_SILENT",
                            "no heartbeat came for too long",
                            "connect again"));
        }
    }
}
