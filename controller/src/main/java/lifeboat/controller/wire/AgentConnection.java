package lifeboat.controller.wire;

import java.time.Duration;
import java.util.function.LongSupplier;
import lifeboat.controller.operation.Session;
import lifeboat.proto.agent.v1.ConnectResponse;

/** An agent's connection, from its Hello on. Thread-safe. */
final class AgentConnection {

    private final Session session;
    private final String boot;
    private final Duration silence;
    private final OutboundStream<ConnectResponse> outbound;
    private final LongSupplier ticker;
    private volatile long heardNanos;

    /**
     * @param boot of the host's kernel
     * @param silence after how much of it the agent counts as lost
     * @param ticker a monotonic count of nanoseconds: a clock that is set must lose nobody
     */
    AgentConnection(
            Session session,
            String boot,
            Duration silence,
            OutboundStream<ConnectResponse> outbound,
            LongSupplier ticker) {
        this.session = session;
        this.boot = boot;
        this.silence = silence;
        this.outbound = outbound;
        this.ticker = ticker;
        heardNanos = ticker.getAsLong();
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

    /** The agent lives. */
    void heard() {
        heardNanos = ticker.getAsLong();
    }

    boolean isSilent() {
        return ticker.getAsLong() - heardNanos > silence.toNanos();
    }
}
