package lifeboat.controller.operation;

/** The way to the agents. */
public interface Outbox {

    /**
     * Sends a command over one connection, in the order of the calls. May drop it, and must if the
     * connection is no longer the host's latest; never waits, and does not throw.
     */
    void send(Session session, AgentCommand command);
}
