package lifeboat.controller.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.AgentCommand;
import lifeboat.controller.operation.Outbox;
import lifeboat.controller.operation.Session;
import lifeboat.engine.EngineException;
import lifeboat.proto.agent.v1.CancelStep;
import lifeboat.proto.agent.v1.Command;
import lifeboat.proto.agent.v1.ConnectResponse;
import lifeboat.proto.agent.v1.ResultStored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents that are connected, one connection for each host. Thread-safe. */
final class AgentConnections implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(AgentConnections.class);

    private final RepositoryKeys keys;
    private final StatusMapper statuses;
    private final AtomicLong sessions = new AtomicLong();
    private final Map<HostName, AgentConnection> current = new HashMap<>(); // guarded by itself
    private final Map<HostName, String> bootsBefore = new HashMap<>(); // guarded by current

    AgentConnections(RepositoryKeys keys, StatusMapper statuses) {
        this.keys = keys;
        this.statuses = statuses;
    }

    /** The next connection of a host. */
    Session nextSession(HostName host) {
        return new Session(host, sessions.incrementAndGet());
    }

    /**
     * Makes a connection its host's, and ends the one before.
     *
     * @return false, and nothing changes, if it is that of a second machine with the identity: one
     *     boot has displaced another and is displaced by it in turn
     */
    boolean admit(AgentConnection newer) {
        HostName host = newer.session().host();
        Optional<AgentConnection> displaced;
        synchronized (current) {
            AgentConnection older = current.get(host);
            if (older != null && !older.boot().equals(newer.boot())) {
                if (newer.boot().equals(bootsBefore.get(host)) && !older.isSilent()) {
                    return false;
                }
                bootsBefore.put(host, older.boot());
            }
            displaced = Optional.ofNullable(current.put(host, newer));
        }
        displaced.ifPresent(
                older ->
                        end(
                                older,
                                new ControllerException(
                                        Kind.CHANGED_MEANWHILE,
                                        "CONNECTION_REPLACED",
                                        "the agent of " + host + " has connected again",
                                        "")));
        return true;
    }

    /** Returns whether the connection was its host's until now. */
    boolean remove(AgentConnection connection) {
        synchronized (current) {
            return current.remove(connection.session().host(), connection);
        }
    }

    boolean isConnected(HostName host) {
        synchronized (current) {
            return current.containsKey(host);
        }
    }

    /** Ends the connection of a host that may not have one any more, if it has one. */
    void end(HostName host, ControllerException why) {
        Optional<AgentConnection> connection;
        synchronized (current) {
            connection = Optional.ofNullable(current.get(host));
        }
        connection.ifPresent(one -> end(one, why));
    }

    /** Ends all, and they are nobody's any more. */
    void endAll(ControllerException why) {
        List<AgentConnection> all;
        synchronized (current) {
            all = List.copyOf(current.values());
            current.clear();
        }
        all.forEach(connection -> end(connection, why));
    }

    /** Returns the connections that nothing was heard on for too long. */
    List<AgentConnection> silent() {
        synchronized (current) {
            return current.values().stream().filter(AgentConnection::isSilent).toList();
        }
    }

    void end(AgentConnection connection, ControllerException why) {
        connection.outbound().fail(statuses.map(why));
    }

    @Override
    public void send(Session session, AgentCommand command) {
        Optional<AgentConnection> found;
        synchronized (current) {
            found =
                    Optional.ofNullable(current.get(session.host()))
                            .filter(one -> one.session().equals(session));
        }
        found.ifPresent(connection -> send(connection, command));
    }

    private void send(AgentConnection connection, AgentCommand command) {
        ConnectResponse message;
        try {
            message = message(command);
        } catch (ControllerException | EngineException e) {
            LOG.atWarn()
                    .addKeyValue("host", connection.session().host())
                    .setCause(e)
                    .log("command can't be sent");
            return;
        }
        if (!connection.outbound().offer(message)) {
            // An agent that reads nothing for so long gets all again at its next Hello.
            end(
                    connection,
                    new ControllerException(
                            Kind.UNAVAILABLE,
                            "AGENT_TOO_SLOW",
                            "the agent does not read what it is sent",
                            "connect again"));
        }
    }

    private ConnectResponse message(AgentCommand command) {
        return switch (command) {
            case AgentCommand.Perform perform ->
                    ConnectResponse.newBuilder()
                            .setCommand(
                                    Command.newBuilder()
                                            .setStep(ReportedWork.step(perform.step()))
                                            .setAttempt(perform.attempt())
                                            .setFence(ReportedWork.fence(perform.fence()))
                                            .setTask(
                                                    OrderedWork.task(
                                                            perform.step().operation(),
                                                            perform.work(),
                                                            keys.access(
                                                                    perform.work().repository()))))
                            .build();
            case AgentCommand.Stop stop ->
                    ConnectResponse.newBuilder()
                            .setCancel(
                                    CancelStep.newBuilder()
                                            .setStep(ReportedWork.step(stop.step()))
                                            .setAttempt(stop.attempt())
                                            .setReason(stop.reason()))
                            .build();
            case AgentCommand.ResultStored stored ->
                    ConnectResponse.newBuilder()
                            .setResultStored(
                                    ResultStored.newBuilder()
                                            .setStep(ReportedWork.step(stored.step()))
                                            .setAttempt(stored.attempt()))
                            .build();
        };
    }
}
