package lifeboat.controller.wire;

import java.time.Clock;
import java.time.Instant;
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
    private final Clock clock;

    Liveness(AgentConnections connections, OperationRunner operations, Clock clock) {
        this.connections = connections;
        this.operations = operations;
        this.clock = clock;
    }

    /** Looks once; to be called every second or so. */
    void sweep() {
        Instant now = clock.instant();
        for (AgentConnection silent : connections.silent(now)) {
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
