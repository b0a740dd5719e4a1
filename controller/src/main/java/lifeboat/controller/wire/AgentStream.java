package lifeboat.controller.wire;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.operation.AgentEvent;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.security.Caller.HostCaller;
import lifeboat.engine.Platform;
import lifeboat.proto.agent.v1.ConnectRequest;
import lifeboat.proto.agent.v1.ConnectResponse;
import lifeboat.proto.agent.v1.Heartbeat;
import lifeboat.proto.agent.v1.Hello;
import lifeboat.proto.agent.v1.LeaseRenewal;
import lifeboat.proto.agent.v1.StateReport;
import lifeboat.proto.agent.v1.StateRequest;
import lifeboat.proto.agent.v1.StepProgress;
import lifeboat.proto.agent.v1.StepResult;
import lifeboat.proto.agent.v1.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an agent, message by message. gRPC calls it by one thread at a time, and the
 * next message is asked for only when one is done with: an agent can't send faster than is stored.
 */
final class AgentStream implements StreamObserver<ConnectRequest> {

    /** How many messages may wait for an agent that does not read. */
    static final int OUTBOX = 256;

    private static final int PROTOCOL = 1;
    private static final Logger LOG = LoggerFactory.getLogger(AgentStream.class);

    private final AgentSupport support;
    private final HostCaller caller;
    private final ServerCallStreamObserver<ConnectResponse> call;
    private final OutboundStream<ConnectResponse> outbound;
    private final Platform platform;
    private Optional<AgentConnection> connection = Optional.empty();
    private Sighting sighting = new Sighting(Instant.EPOCH, "", Duration.ZERO, "");
    private long stateSequence;

    AgentStream(
            AgentSupport support,
            HostCaller caller,
            ServerCallStreamObserver<ConnectResponse> call,
            Platform platform) {
        this.support = support;
        this.caller = caller;
        this.call = call;
        this.platform = platform;
        outbound = new OutboundStream<>(call, OUTBOX);
        call.disableAutoRequest();
        call.setOnCancelHandler(this::lost);
        call.setOnCloseHandler(this::lost);
        call.request(1);
    }

    @Override
    public void onNext(ConnectRequest message) {
        try {
            handle(message);
        } catch (RuntimeException e) { // the edge of the call
            outbound.fail(support.statuses().map(e));
            lost();
            return;
        }
        call.request(1);
    }

    @Override
    public void onError(Throwable t) {
        lost();
    }

    @Override
    public void onCompleted() {
        lost();
        outbound.complete();
    }

    private void lost() {
        connection
                .filter(support.connections()::remove)
                .ifPresent(
                        gone -> {
                            LOG.atInfo()
                                    .addKeyValue("host", gone.session().host())
                                    .log("agent disconnected");
                            support.operations().handle(gone.session(), new AgentEvent.LinkLost());
                        });
    }

    private void handle(ConnectRequest message) {
        Instant now = platform.clock().instant();
        if (now.isAfter(caller.certificateEnds())) {
            throw new ControllerException(
                    Kind.UNAUTHENTICATED,
                    "CERTIFICATE_EXPIRED",
                    "the certificate of %s ended at %s"
                            .formatted(caller.who(), caller.certificateEnds()),
                    "the agent renews it");
        }
        if (connection.isEmpty()) {
            if (!message.hasHello()) {
                throw protocol("the first message must be a Hello");
            }
            hello(message.getHello(), now);
            return;
        }
        AgentConnection open = connection.get();
        open.heard();
        switch (message.getMessageCase()) {
            case HELLO -> throw protocol("a second Hello");
            case HEARTBEAT -> heartbeat(message.getHeartbeat(), now);
            case STATE -> state(message.getState(), now);
            case ACCEPTED ->
                    support.operations()
                            .handle(
                                    open.session(),
                                    new AgentEvent.Accepted(
                                            ReportedWork.step(message.getAccepted().getStep()),
                                            message.getAccepted().getAttempt()));
            case PROGRESS -> progress(open, message.getProgress());
            case RESULT -> result(open, message.getResult());
            case MESSAGE_NOT_SET -> {} // of an agent that is newer: what it can do without
        }
    }

    private void hello(Hello hello, Instant now) {
        if (hello.getMinProtocol() > PROTOCOL || hello.getMaxProtocol() < PROTOCOL) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "PROTOCOL_UNSUPPORTED",
                    "the agent speaks versions %d to %d, the controller %d"
                            .formatted(hello.getMinProtocol(), hello.getMaxProtocol(), PROTOCOL),
                    "update the older of them");
        }
        support.enrollment().admit(caller);
        AgentConnection opened =
                new AgentConnection(
                        support.connections().nextSession(caller.name()),
                        hello.getBootId(),
                        support.heartbeats().silence(caller.role()),
                        outbound,
                        platform.nanoTicker());
        boolean same = hello.getInstanceId().equals(caller.instance().value());
        if (!same || !support.connections().admit(opened)) {
            support.hosts().sawDuplicate(caller.name());
            LOG.atWarn().addKeyValue("host", caller.name()).log("duplicate identity refused");
            outbound.fail(support.statuses().duplicate(caller.name().value()));
            return;
        }
        connection = Optional.of(opened);
        sighting =
                new Sighting(
                        now,
                        hello.getAgentVersion(),
                        offset(hello, now),
                        Sightings.json(hello.getState()));
        support.sightings().saw(caller.name(), sighting);
        send(
                ConnectResponse.newBuilder()
                        .setWelcome(
                                Welcome.newBuilder()
                                        .setProtocol(PROTOCOL)
                                        .setHeartbeatInterval(
                                                ProtoTime.of(
                                                        support.heartbeats()
                                                                .interval(caller.role())))
                                        .setLease(ProtoTime.of(support.heartbeats().lease()))
                                        .setControllerVersion(support.version())));
        LOG.atInfo().addKeyValue("host", caller.name()).log("agent connected");
        support.operations()
                .handle(
                        opened.session(),
                        new AgentEvent.Hello(
                                hello.getStepsList().stream().map(ReportedWork::held).toList(),
                                ReportedWork.fence(hello.getHighestFence())));
    }

    private static Duration offset(Hello hello, Instant now) {
        return hello.hasSent()
                ? Duration.between(now, ProtoTime.instant(hello.getSent()))
                : Duration.ZERO;
    }

    private void heartbeat(Heartbeat heartbeat, Instant now) {
        Duration offset =
                heartbeat.hasSent()
                        ? Duration.between(now, ProtoTime.instant(heartbeat.getSent()))
                        : sighting.clockOffset();
        seen(new Sighting(now, sighting.agentVersion(), offset, sighting.state()));
        send(
                ConnectResponse.newBuilder()
                        .setLeases(LeaseRenewal.newBuilder().setStateSequence(stateSequence)));
        if (heartbeat.getStateSequence() > stateSequence) {
            send(ConnectResponse.newBuilder().setStateRequest(StateRequest.getDefaultInstance()));
        }
    }

    /** Each report is all of the state, so the newest makes good for any that was lost. */
    private void state(StateReport report, Instant now) {
        if (report.getSequence() < stateSequence) {
            return;
        }
        stateSequence = report.getSequence();
        seen(
                new Sighting(
                        now,
                        sighting.agentVersion(),
                        sighting.clockOffset(),
                        Sightings.json(report.getState())));
    }

    private void seen(Sighting newer) {
        sighting = newer;
        support.sightings().saw(caller.name(), newer);
    }

    private void progress(AgentConnection open, StepProgress progress) {
        support.operations()
                .handle(
                        open.session(),
                        new AgentEvent.Progressed(
                                ReportedWork.step(progress.getStep()),
                                progress.getAttempt(),
                                ReportedWork.progress(progress)));
    }

    private void result(AgentConnection open, StepResult result) {
        support.operations()
                .handle(
                        open.session(),
                        new AgentEvent.Ended(
                                ReportedWork.step(result.getStep()),
                                result.getAttempt(),
                                ReportedWork.outcome(result)));
        if (result.getDone().hasBackup()) {
            support.operations()
                    .find(ReportedWork.step(result.getStep()).operation()) // none after a loss
                    .map(operation -> new RepositoryName(operation.work().repository()))
                    .ifPresent(support.watch()::refreshSoon);
        }
    }

    private void send(ConnectResponse.Builder message) {
        if (!outbound.offer(message.build())) {
            throw new ControllerException(
                    Kind.UNAVAILABLE,
                    "AGENT_TOO_SLOW",
                    "the agent does not read what it is sent",
                    "connect again");
        }
    }

    private static ControllerException protocol(String what) {
        return new ControllerException(Kind.INVALID, "PROTOCOL_VIOLATED", what, "update the agent");
    }
}
