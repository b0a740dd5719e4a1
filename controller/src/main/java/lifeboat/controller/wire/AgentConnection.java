package lifeboat.controller.wire;

import java.time.Duration;
import java.time.Instant;
import lifeboat.controller.operation.Session;
import lifeboat.proto.agent.v1.ConnectResponse;

/** An agent's connection, from its Hello on. Thread-safe. */
final class AgentConnection {

    private final Session session;
    private final String boot;
    private final Duration silence;
    private final OutboundStream<ConnectResponse> outbound;
    private volatile Instant heard;

    /**
     * @param boot of the host's kernel
     * @param silence after how much of it the agent counts as lost
     */
    AgentConnection(
            Session session,
            String boot,
            Duration silence,
            OutboundStream<ConnectResponse> outbound,
            Instant now) {
        this.session = session;
        this.boot = boot;
        this.silence = silence;
        this.outbound = outbound;
        heard = now;
    }

    Session session() {
        return session;
    }

    String boot() {
        return boot;
    }

    OutboundStream<ConnectResponse> outbound() {
        return outbound;
    }

    void heard(Instant now) {
        heard = now;
    }

    /** A clock that was set back makes nobody look silent, one that was set forward all. */
    boolean isSilent(Instant now) {
        return now.isAfter(heard.plus(silence));
    }
}
